-- grain: one row per calendar, hour of its working time and day with work in that hour
-- key: calendar_id, working_hour, day
-- clock: working time of a calendar, counted in microseconds from the beginning of ref.working_day
-- why: Where a promise is due is the inverse of counting working time. Working time is cut into hours, each listing the days that have
-- a part in it (one or two, as a rule), so that the inverse is a join on equal numbers, however long the limit. A day's
-- share is (from_micros, until_micros]: a limit that is used up at closing time is due at closing time, not next morning.
-- materialized: table
with working as (
  select
    w.calendar_id,
    w.day,
    cast(w.minutes_before as bigint) * 60000000 as from_micros,
    (cast(w.minutes_before as bigint) + w.minutes) * 60000000 as until_micros,
    w.s1_from,
    w.s1_to,
    w.s2_from,
    w.s2_to,
    w.s3_from
  from ref.working_day as w
  where w.minutes > 0
)

select
  w.calendar_id,
  hour_of_micros(w.from_micros) + n.day_offset as working_hour,
  w.day,
  w.from_micros,
  w.until_micros,
  w.s1_from,
  coalesce(minutes_as_micros(w.s1_to - w.s1_from), cast(0 as bigint)) as s1_micros,
  w.s2_from,
  coalesce(minutes_as_micros(w.s2_to - w.s2_from), cast(0 as bigint)) as s2_micros,
  w.s3_from
from working as w
cross join ref.day_offset as n
where n.day_offset <= hour_of_micros(w.until_micros) - hour_of_micros(w.from_micros)

-- grain: one row per calendar, hour of its working time and worked tile with a part in it
-- key: calendar_id, working_hour, from_micros
-- clock: working time of a calendar in microseconds since the beginning of its table; UTC stamps
-- why: When a promise is due is the inverse of counting working time: a join on the hour of working time that the limit falls into, and the
-- tile in it. A tile's share is (from_micros, until_micros]: a limit that is used up at closing time is due at closing time.
-- materialized: table
with worked as (
  select
    t.calendar_id,
    t.from_at,
    t.before_micros as from_micros,
    t.before_micros + micros_between(t.from_at, t.until_at) as until_micros
  from intermediate.working_hour_tiled as t
  where t.is_worked
)

-- A tile lasts an hour at most, so it has a part in two hours of working time at most.
select
  w.calendar_id,
  hour_of_micros(w.from_micros) + n.day_offset as working_hour,
  w.from_micros,
  w.until_micros,
  w.from_at
from worked as w
cross join ref.day_offset as n
where n.day_offset <= hour_of_micros(w.until_micros) - hour_of_micros(w.from_micros)

-- grain: one row per calendar and tile: a part of one hour UTC in which it is worked throughout or not at all, on one local day
-- key: calendar_id, from_at
-- clock: UTC stamps, [from_at, until_at); working time in microseconds since the beginning of the calendar's table
-- why: How much working time has passed by a moment is found by joining its hour and picking the tile: the same join for every clock, zone and
-- shift, however many breaks an hour has. Closes and local days are edges too, so that working days are counted by the same tiles.
-- materialized: table
with edge as (
  select
    s.calendar_id,
    s.from_at as at,
    1 as opens,
    0 as closes_day,
    cast(null as integer) as working_ordinal
  from ref.working_span as s
  union all
  select
    s.calendar_id,
    s.until_at as at,
    -1 as opens,
    0 as closes_day,
    cast(null as integer) as working_ordinal
  from ref.working_span as s
  union all
  select
    d.calendar_id,
    d.closes_at as at,
    0 as opens,
    1 as closes_day,
    cast(null as integer) as working_ordinal
  from ref.working_day as d
  where d.closes_at is not null
  union all
  select
    d.calendar_id,
    utc_from_local(cast(d.day as timestamp), c.time_zone) as at,
    0 as opens,
    0 as closes_day,
    d.working_ordinal
  from ref.working_day as d
  inner join ref.calendar as c on c.calendar_id = d.calendar_id
  union all
  select
    c.calendar_id,
    add_minutes(cast(d.day as timestamp), 60 * h.day_offset) as at,
    0 as opens,
    0 as closes_day,
    cast(null as integer) as working_ordinal
  from ref.calendar as c
  cross join ref.day as d
  cross join ref.day_offset as h
  where h.day_offset < 24
    and add_minutes(cast(d.day as timestamp), 60 * h.day_offset) > c.first_at
    and add_minutes(cast(d.day as timestamp), 60 * h.day_offset) < c.until_at
  union all
  select
    c.calendar_id,
    c.until_at as at,
    0 as opens,
    0 as closes_day,
    cast(null as integer) as working_ordinal
  from ref.calendar as c
),

moment as (
  select
    e.calendar_id,
    e.at,
    sum(e.opens) as opens,
    sum(e.closes_day) as closes_day,
    max(e.working_ordinal) as working_ordinal
  from edge as e
  inner join ref.calendar as c on c.calendar_id = e.calendar_id
  where e.at >= c.first_at and e.at <= c.until_at
  group by e.calendar_id, e.at
),

tile as (
  select
    m.calendar_id,
    m.at as from_at,
    min(m.at) over (partition by m.calendar_id order by m.at nulls last rows between 1 following and 1 following) as until_at,
    sum(m.opens) over (partition by m.calendar_id order by m.at nulls last rows between unbounded preceding and current row) as open_spans,
    m.closes_day,
    sum(m.closes_day) over (partition by m.calendar_id order by m.at nulls last rows between unbounded preceding and current row) as closes,
    max(m.working_ordinal) over (
      partition by m.calendar_id order by m.at nulls last rows between unbounded preceding and current row
    ) as working_ordinal
  from moment as m
),

lasting as (
  select
    t.calendar_id,
    t.from_at,
    t.until_at,
    t.open_spans > 0 as is_worked,
    case when t.open_spans > 0 then micros_between(t.from_at, t.until_at) else cast(0 as bigint) end as worked_micros,
    t.closes - t.closes_day as closes_before,
    t.closes,
    t.working_ordinal
  from tile as t
  where t.until_at is not null
)

select
  l.calendar_id,
  hour_of_stamp(l.from_at) as utc_hour,
  l.from_at,
  l.until_at,
  l.is_worked,
  cast(sum(l.worked_micros) over (
    partition by l.calendar_id order by l.from_at nulls last rows between unbounded preceding and current row
  ) - l.worked_micros as bigint) as before_micros,
  cast(l.closes_before as integer) as closes_before,
  cast(l.closes as integer) as closes,
  l.working_ordinal
from lasting as l

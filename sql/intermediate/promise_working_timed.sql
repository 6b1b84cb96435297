-- grain: one row per promise on a working clock that has started
-- key: subject_kind, source, subject_id, promise_id, cycle
-- clock: working time of the promise's calendar in the site's wall time. On a day on which clocks are changed, working time is that
-- of the wall: an hour skipped or repeated inside working hours counts as it stands in the calendar.
-- why: When it is due, and how much working time has passed. `working`: due at the earliest moment at which the limit is used up.
-- `working_days`: due at the close of the n-th working day after the day of the start. Elapsed time is working minutes for both, up to
-- the stop, else up to as_of. Outside ref.working_day both are null.
-- materialized: table
with started as (
  select
    m.subject_kind,
    m.source,
    m.subject_id,
    m.promise_id,
    m.cycle,
    m.clock,
    m.calendar_id,
    m.limit_minutes,
    m.limit_working_days,
    p.time_zone,
    local_timestamp(m.started_at, p.time_zone) as start_local,
    local_timestamp(coalesce(m.stopped_at, p.as_of), p.time_zone) as end_local
  from intermediate.promise_made as m
  cross join ref.parameter as p
  where m.clock in ('working', 'working_days') and m.started_at is not null
),

counted as (
  select
    s.subject_kind,
    s.source,
    s.subject_id,
    s.promise_id,
    s.cycle,
    s.clock,
    s.calendar_id,
    s.time_zone,
    s.limit_working_days,
    first_day.working_ordinal + s.limit_working_days as due_ordinal,
    cast(first_day.minutes_before as bigint) * 60000000
      + segment_micros_before(micros_of_day(s.start_local), first_day.s1_from, first_day.s1_to)
      + segment_micros_before(micros_of_day(s.start_local), first_day.s2_from, first_day.s2_to)
      + segment_micros_before(micros_of_day(s.start_local), first_day.s3_from, first_day.s3_to) as start_micros,
    cast(last_day.minutes_before as bigint) * 60000000
      + segment_micros_before(micros_of_day(s.end_local), last_day.s1_from, last_day.s1_to)
      + segment_micros_before(micros_of_day(s.end_local), last_day.s2_from, last_day.s2_to)
      + segment_micros_before(micros_of_day(s.end_local), last_day.s3_from, last_day.s3_to) as end_micros,
    minutes_as_micros(s.limit_minutes) as limit_micros
  from started as s
  left join ref.working_day as first_day
    on first_day.calendar_id = s.calendar_id
    and first_day.day = cast(s.start_local as date)
  left join ref.working_day as last_day
    on last_day.calendar_id = s.calendar_id
    and last_day.day = cast(s.end_local as date)
),

due as (
  select
    c.subject_kind,
    c.source,
    c.subject_id,
    c.promise_id,
    c.cycle,
    c.clock,
    c.time_zone,
    c.start_micros,
    c.end_micros,
    due_day.closes_at_minute,
    due_day.day as due_day,
    slot.day as hour_day,
    c.start_micros + c.limit_micros - slot.from_micros as micros_of_due_day,
    slot.s1_from,
    slot.s1_micros,
    slot.s2_from,
    slot.s2_micros,
    slot.s3_from
  from counted as c
  left join ref.working_day as due_day
    on due_day.calendar_id = c.calendar_id
    and due_day.working_ordinal = c.due_ordinal
    and due_day.is_working
  left join intermediate.promise_calendar_indexed as slot
    on slot.calendar_id = c.calendar_id
    and slot.working_hour = hour_of_micros(c.start_micros + c.limit_micros)
    and slot.from_micros < c.start_micros + c.limit_micros
    and slot.until_micros >= c.start_micros + c.limit_micros
)

select
  d.subject_kind,
  d.source,
  d.subject_id,
  d.promise_id,
  d.cycle,
  case d.clock
    when 'working_days' then utc_from_local(add_minutes(cast(d.due_day as timestamp), d.closes_at_minute), d.time_zone)
    else utc_from_local(
      case
        when d.micros_of_due_day <= d.s1_micros
          then add_micros(add_minutes(cast(d.hour_day as timestamp), d.s1_from), d.micros_of_due_day)
        when d.micros_of_due_day <= d.s1_micros + d.s2_micros
          then add_micros(add_minutes(cast(d.hour_day as timestamp), d.s2_from), d.micros_of_due_day - d.s1_micros)
        else add_micros(add_minutes(cast(d.hour_day as timestamp), d.s3_from), d.micros_of_due_day - d.s1_micros - d.s2_micros)
      end,
      d.time_zone
    )
  end as due_at,
  micros_as_minutes(greatest(d.end_micros - d.start_micros, cast(0 as bigint))) as elapsed_minutes
from due as d

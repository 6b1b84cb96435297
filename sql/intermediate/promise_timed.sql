-- grain: one row per subject, promise and cycle
-- key: subject_kind, source, subject_id, promise_id, cycle
-- clock: calendar minutes, or working time of the promise's calendar in the site's wall time. On a day on which clocks are changed,
-- working time is that of the wall: an hour skipped or repeated inside working hours counts as it stands in the calendar.
-- why: When each promise is due, and how much of its time has passed up to the stop, else up to the end of the work, else up to as_of.
-- `working` is due at the earliest moment at which the limit is used up; `working_days` at the close of the n-th working day after the
-- day of the start, its elapsed time is working minutes. Outside ref.working_day both are null. A stop before the start has used no time.
-- materialized: table

-- The time zone is asked for in place: carried along as a column, it would be looked up anew for every row.
with placed as (
  select
    m.subject_kind,
    m.source,
    m.subject_id,
    m.ticket_key,
    m.cycle,
    m.preset,
    m.preset_version,
    m.promise_id,
    m.booked_at,
    m.started_at,
    m.stopped_at,
    m.done_at,
    m.is_cancelled,
    m.is_order_impossible,
    m.is_condition_known,
    m.is_resolved_another_way,
    m.given_due_at,
    p.as_of,
    -- Only working clocks have a calendar, and pay for the joins: null keys find no day.
    m.calendar_id,
    case when m.calendar_id is not null then local_timestamp(m.started_at, p.time_zone) end as start_local,
    case
      when m.calendar_id is not null and m.started_at is not null
        then local_timestamp(coalesce(m.stopped_at, m.done_at, p.as_of), p.time_zone)
    end as end_local
  from intermediate.promise_made as m
  cross join ref.parameter as p
),

counted as (
  select
    p.subject_kind,
    p.source,
    p.subject_id,
    p.ticket_key,
    p.cycle,
    p.preset,
    p.preset_version,
    p.promise_id,
    p.booked_at,
    p.started_at,
    p.stopped_at,
    p.done_at,
    p.is_cancelled,
    p.is_order_impossible,
    p.is_condition_known,
    p.is_resolved_another_way,
    p.given_due_at,
    f.clock,
    f.limit_minutes,
    p.as_of,
    p.calendar_id,
    first_day.working_ordinal + f.limit_working_days as due_ordinal,
    cast(first_day.minutes_before as bigint) * 60000000
      + segment_micros_before(micros_of_day(p.start_local), first_day.s1_from, first_day.s1_to)
      + segment_micros_before(micros_of_day(p.start_local), first_day.s2_from, first_day.s2_to)
      + segment_micros_before(micros_of_day(p.start_local), first_day.s3_from, first_day.s3_to) as start_micros,
    cast(last_day.minutes_before as bigint) * 60000000
      + segment_micros_before(micros_of_day(p.end_local), last_day.s1_from, last_day.s1_to)
      + segment_micros_before(micros_of_day(p.end_local), last_day.s2_from, last_day.s2_to)
      + segment_micros_before(micros_of_day(p.end_local), last_day.s3_from, last_day.s3_to) as end_micros,
    case when f.clock = 'working' then minutes_as_micros(f.limit_minutes) end as limit_micros
  from placed as p
  inner join ref.sla_promise as f
    on f.preset = p.preset
    and f.preset_version = p.preset_version
    and f.promise_id = p.promise_id
  left join ref.working_day as first_day
    on first_day.calendar_id = p.calendar_id
    and first_day.day = cast(p.start_local as date)
  left join ref.working_day as last_day
    on last_day.calendar_id = p.calendar_id
    and last_day.day = cast(p.end_local as date)
),

located as (
  select
    c.subject_kind,
    c.source,
    c.subject_id,
    c.ticket_key,
    c.cycle,
    c.preset,
    c.preset_version,
    c.promise_id,
    c.booked_at,
    c.started_at,
    c.stopped_at,
    c.done_at,
    c.is_cancelled,
    c.is_order_impossible,
    c.is_condition_known,
    c.is_resolved_another_way,
    c.given_due_at,
    c.clock,
    c.limit_minutes,
    c.as_of,
    c.start_micros,
    c.end_micros,
    add_minutes(cast(due_day.day as timestamp), due_day.closes_at_minute) as close_local,
    slot.day as slot_day,
    c.start_micros + c.limit_micros - slot.from_micros as slot_micros,
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
  d.ticket_key,
  d.cycle,
  d.preset,
  d.preset_version,
  d.promise_id,
  d.booked_at,
  d.started_at,
  d.stopped_at,
  d.done_at,
  d.is_cancelled,
  d.is_order_impossible,
  d.is_condition_known,
  d.is_resolved_another_way,
  case d.clock
    when 'calendar' then add_minutes(d.started_at, d.limit_minutes)
    when 'given' then d.given_due_at
    when 'working_days' then utc_from_local(d.close_local, (select z.time_zone from ref.parameter as z))
    else utc_from_local(
      case
        when d.slot_micros <= d.s1_micros then add_micros(add_minutes(cast(d.slot_day as timestamp), d.s1_from), d.slot_micros)
        when d.slot_micros <= d.s1_micros + d.s2_micros
          then add_micros(add_minutes(cast(d.slot_day as timestamp), d.s2_from), d.slot_micros - d.s1_micros)
        else add_micros(add_minutes(cast(d.slot_day as timestamp), d.s3_from), d.slot_micros - d.s1_micros - d.s2_micros)
      end,
      (select z.time_zone from ref.parameter as z)
    )
  end as due_at,
  case
    when d.started_at is null then null
    when coalesce(d.stopped_at, d.done_at, d.as_of) < d.started_at or d.end_micros < d.start_micros then 0
    when d.clock in ('working', 'working_days') then micros_as_minutes(d.end_micros - d.start_micros)
    else minutes_between(d.started_at, coalesce(d.stopped_at, d.done_at, d.as_of))
  end as elapsed_minutes
from located as d

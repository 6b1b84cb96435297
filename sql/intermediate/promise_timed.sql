-- grain: one row per subject, promise and cycle
-- key: subject_kind, source, ticket_key, subject_id, promise_id, cycle
-- clock: microseconds on the promise's own clock: calendar time, or working time of its calendar (the real time that lies in its hours: what
-- the clocks skip in spring is not counted, what they repeat in autumn counts twice)
-- why: When each promise is due, and how much of its time has passed up to the stop, else up to the end of the work, else up to as_of.
-- `working` is due at the earliest moment at which the limit is used up; `working_days` at the close of the n-th working day after the
-- local day of the start, its time is working time. Outside the calendar's table both are null. A stop before the start has used no time.
-- What was cut into pieces comes from their sums.
-- materialized: view
select
  c.subject_kind,
  c.source,
  c.subject_id,
  c.ticket_key,
  c.cycle,
  c.round,
  c.preset,
  c.preset_version,
  c.promise_id,
  c.name_zh,
  c.name_en,
  c.start_event,
  c.must_explain_before,
  c.limit_minutes,
  c.limit_working_days,
  c.chosen_by,
  c.rule_order,
  c.stage,
  c.clock,
  c.calendar_id,
  c.booked_at,
  c.started_at,
  c.stopped_at,
  c.done_at,
  c.replaced_at,
  c.counted_until,
  c.is_one_of_several,
  c.is_cancelled,
  c.is_order_impossible,
  c.is_condition_known,
  c.is_resolved_another_way,
  case
    when c.is_cut then s.due_at
    when c.clock = 'calendar' then add_micros(c.started_at, c.limit_micros)
    when c.clock = 'given' then c.given_due_at
    when c.clock = 'working' then add_micros(i.from_at, c.start_micros + c.limit_micros - i.from_micros)
    else d.closes_at
  end as due_at,
  case
    when c.is_cut then s.micros
    when c.started_at is null then null
    when c.counted_until < c.started_at then cast(0 as bigint)
    when c.clock in ('working', 'working_days') then c.end_micros - c.start_micros
    else micros_between(c.started_at, c.counted_until)
  end as micros,
  s.micros_to_replacement,
  coalesce(s.paused_micros, cast(0 as bigint)) as paused_micros,
  coalesce(s.paused_to_replacement, cast(0 as bigint)) as paused_to_replacement,
  coalesce(s.is_standing_at_end, false) as is_standing_at_end,
  case
    when c.clock <> 'working_days' then null
    when c.is_cut then s.working_days
    when c.working_days > 0 then c.working_days
    else 0
  end as working_days,
  case
    when c.is_cut then s.left_micros
    when c.clock = 'calendar' then c.limit_micros - micros_between(c.started_at, c.counted_until)
    when c.clock = 'working' then c.limit_micros - (c.end_micros - c.start_micros)
    when c.clock = 'working_days' then d.closes_after_micros - c.end_micros
  end as left_micros
from intermediate.promise_counted as c
left join intermediate.working_hour_indexed as i
  on i.calendar_id = c.tiled_calendar_id
  and i.working_hour = hour_of_micros(c.start_micros + c.limit_micros)
  and i.from_micros < c.start_micros + c.limit_micros
  and i.until_micros >= c.start_micros + c.limit_micros
left join ref.working_day as d
  on d.calendar_id = c.tiled_calendar_id
  and d.working_ordinal = c.due_ordinal
  and d.is_working
left join intermediate.promise_piece_summed as s
  on s.ticket_key = case when c.is_cut then c.ticket_key end
  and s.promise_id = c.promise_id
  and s.cycle = c.cycle

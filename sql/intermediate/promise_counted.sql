-- grain: one row per subject, promise and cycle
-- key: subject_kind, source, ticket_key, subject_id, promise_id, cycle
-- clock: microseconds of working time of the promise's calendar since the beginning of its table; UTC stamps
-- why: Where the start and the end of counting lie in the working time of the calendar. Only working clocks that are counted in one piece
-- pay for the joins: null keys find nothing. Outside the calendar's table all of it is null.
-- materialized: view
with placed as (
  select
    m.subject_kind,
    m.source,
    m.subject_id,
    m.ticket_key,
    m.cycle,
    m.round,
    m.preset,
    m.preset_version,
    m.promise_id,
    m.name_zh,
    m.name_en,
    m.start_event,
    m.must_explain_before,
    m.chosen_by,
    m.rule_order,
    m.stage,
    m.clock,
    m.calendar_id,
    m.booked_at,
    m.started_at,
    m.stopped_at,
    m.done_at,
    m.replaced_at,
    m.is_one_of_several,
    m.is_cancelled,
    m.is_order_impossible,
    m.is_condition_known,
    m.is_resolved_another_way,
    m.given_due_at,
    m.counted_until,
    m.is_cut,
    m.limit_minutes,
    m.limit_working_days,
    case when m.clock in ('calendar', 'working') then minutes_as_micros(m.limit_minutes) end as limit_micros,
    case when not m.is_cut and m.started_at is not null then m.calendar_id end as tiled_calendar_id
  from intermediate.promise_made as m
)

select
  p.subject_kind,
  p.source,
  p.subject_id,
  p.ticket_key,
  p.cycle,
  p.round,
  p.preset,
  p.preset_version,
  p.promise_id,
  p.name_zh,
  p.name_en,
  p.start_event,
  p.must_explain_before,
  p.chosen_by,
  p.rule_order,
  p.stage,
  p.clock,
  p.calendar_id,
  p.booked_at,
  p.started_at,
  p.stopped_at,
  p.done_at,
  p.replaced_at,
  p.is_one_of_several,
  p.is_cancelled,
  p.is_order_impossible,
  p.is_condition_known,
  p.is_resolved_another_way,
  p.given_due_at,
  p.counted_until,
  p.is_cut,
  p.limit_minutes,
  p.limit_working_days,
  p.limit_micros,
  p.tiled_calendar_id,
  b.before_micros + case when b.is_worked then micros_between(b.from_at, p.started_at) else cast(0 as bigint) end as start_micros,
  e.before_micros + case when e.is_worked then micros_between(e.from_at, p.counted_until) else cast(0 as bigint) end as end_micros,
  b.working_ordinal + p.limit_working_days as due_ordinal,
  case when e.from_at < p.counted_until then e.closes else e.closes_before end - b.working_ordinal + 1 as working_days
from placed as p
left join intermediate.working_hour_tiled as b
  on b.calendar_id = p.tiled_calendar_id
  and b.utc_hour = hour_of_stamp(p.started_at)
  and b.from_at <= p.started_at
  and b.until_at > p.started_at
left join intermediate.working_hour_tiled as e
  on e.calendar_id = p.tiled_calendar_id
  and e.utc_hour = hour_of_stamp(p.counted_until)
  and e.from_at <= p.counted_until
  and e.until_at > p.counted_until

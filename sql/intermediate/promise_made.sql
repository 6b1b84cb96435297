-- grain: one row per subject, promise and cycle
-- key: subject_kind, source, subject_id, promise_id, cycle
-- clock: UTC stamps
-- why: Promises of all kinds of subject in one shape, with the terms of their preset version.
-- materialized: table
with made as (
  select
    'ticket' as subject_kind,
    t.source,
    t.ticket_id as subject_id,
    t.ticket_key,
    t.cycle,
    t.preset,
    t.preset_version,
    t.promise_id,
    t.booked_at,
    t.started_at,
    t.given_due_at,
    t.stopped_at,
    t.done_at,
    t.is_cancelled,
    t.is_order_impossible,
    t.is_condition_known,
    t.is_resolved_another_way
  from intermediate.promise_ticket_made as t
  union all
  select
    o.subject_kind,
    o.source,
    o.subject_id,
    o.ticket_key,
    1 as cycle,
    o.preset,
    o.preset_version,
    o.promise_id,
    o.booked_at,
    o.started_at,
    o.given_due_at,
    o.stopped_at,
    o.done_at,
    false as is_cancelled,
    false as is_order_impossible,
    true as is_condition_known,
    o.is_resolved_another_way
  from intermediate.promise_other_made as o
)

select
  m.subject_kind,
  m.source,
  m.subject_id,
  m.ticket_key,
  m.cycle,
  m.preset,
  m.preset_version,
  m.promise_id,
  f.stage,
  f.clock,
  f.start_event <> 'none' as has_start,
  coalesce(f.calendar_id, p.calendar_id) as calendar_id,
  f.limit_minutes,
  f.limit_working_days,
  f.must_explain_before,
  m.booked_at,
  m.started_at,
  m.given_due_at,
  m.stopped_at,
  m.done_at,
  m.is_cancelled,
  m.is_order_impossible,
  m.is_condition_known,
  m.is_resolved_another_way
from made as m
inner join ref.sla_promise as f
  on f.preset = m.preset
  and f.preset_version = m.preset_version
  and f.promise_id = m.promise_id
cross join ref.parameter as p

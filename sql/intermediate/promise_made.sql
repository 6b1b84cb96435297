-- grain: one row per subject, promise and cycle
-- key: subject_kind, source, subject_id, promise_id, cycle
-- clock: UTC stamps
-- why: Promises of all kinds of subject in one shape. Their terms stand in ref.sla_promise.
-- materialized: table
select
  'ticket' as subject_kind,
  t.source,
  t.ticket_id as subject_id,
  t.ticket_key,
  t.cycle,
  t.preset,
  t.preset_version,
  t.promise_id,
  t.calendar_id,
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
  o.calendar_id,
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

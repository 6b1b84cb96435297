-- what: the promises made for a ticket and for the complaints about it
-- parameters: ticket_key VARCHAR
select
  promise.subject_kind,
  promise.subject_id,
  promise.promise_id,
  promise.cycle,
  promise.preset,
  promise.preset_version,
  promise.promise_name_zh,
  promise.promise_name_en,
  promise.stage,
  promise.clock,
  promise.started_at,
  promise.due_at,
  promise.stopped_at,
  promise.elapsed_minutes,
  promise.limit_minutes,
  promise.limit_working_days,
  promise.verdict,
  promise.verdict_reason,
  promise.explained_at,
  promise.accepted_at,
  promise.is_explained_in_time
from marts.promise as promise
where promise.ticket_key = $ticket_key
order by
  promise.subject_kind desc nulls last,
  promise.cycle asc nulls last,
  promise.started_at asc nulls last,
  promise.due_at asc nulls last,
  promise.promise_id asc nulls last

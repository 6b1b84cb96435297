-- grain: one row per ticket, round, promise and stretch of states in which it holds
-- key: ticket_key, preset, promise_id, round, holds_from
-- clock: UTC stamps; a promise holds [holds_from, holds_until)
-- why: Most tickets never change and pass through; of the others the states in which a promise holds are one stretch.
-- materialized: view
select
  m.ticket_key,
  false as has_changed,
  cast(null as timestamp) as holds_from,
  cast(null as timestamp) as holds_until,
  m.chosen_by,
  m.rule_order,
  m.is_condition_known,
  m.offer_no,
  m.preset,
  m.promise_id,
  m.start_event,
  m.stop_event,
  m.is_measured_in_round,
  m.received_at,
  m.agreed_at,
  m.outcome,
  m.visits,
  m.is_cancelled,
  m.is_order_impossible,
  m.round,
  m.round_started_at,
  m.round_ended_at,
  m.done_at,
  m.stage_started_at,
  m.stopped_at
from intermediate.promise_ticket_matched as m
where m.from_at is null
union all
select
  m.ticket_key,
  true as has_changed,
  z.holds_from,
  z.holds_until,
  z.chosen_by,
  z.rule_order,
  z.is_condition_known,
  m.offer_no,
  m.preset,
  m.promise_id,
  m.start_event,
  m.stop_event,
  m.is_measured_in_round,
  m.received_at,
  m.agreed_at,
  m.outcome,
  m.visits,
  m.is_cancelled,
  m.is_order_impossible,
  m.round,
  m.round_started_at,
  m.round_ended_at,
  m.done_at,
  m.stage_started_at,
  m.stopped_at
from intermediate.promise_ticket_matched as m
inner join intermediate.promise_ticket_stretched as z
  on z.ticket_key = m.ticket_key
  and z.preset = m.preset
  and z.preset_version = m.preset_version
  and z.promise_id = m.promise_id
  and z.state_no = m.state_no
where m.from_at is not null

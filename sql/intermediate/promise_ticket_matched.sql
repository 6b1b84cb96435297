-- grain: one row per ticket, state, round and promise that holds in it
-- key: ticket_key, state_no, preset, promise_id, round
-- clock: UTC stamps of the state and of the round
-- why: Within the preset of the ticket's state one promise a stage: the only one, if its conditions may hold, else the first of which they do.
-- A promise whose conditions are not known is judged unknown.
-- materialized: view
select
  a.ticket_key,
  a.state_no,
  a.from_at,
  a.until_at,
  a.chosen_by,
  a.rule_order,
  a.offer_no,
  a.preset,
  a.preset_version,
  a.promise_id,
  a.stage,
  a.start_event,
  a.stop_event,
  a.is_condition_known,
  a.is_measured_in_round,
  a.received_at,
  a.agreed_at,
  a.outcome,
  a.visits,
  a.is_cancelled,
  a.is_order_impossible,
  a.round,
  a.round_started_at,
  a.round_ended_at,
  a.done_at,
  a.stage_started_at,
  a.stopped_at
from intermediate.promise_ticket_possible as a
where a.promises_of_stage = 1
union all
select
  b.ticket_key,
  b.state_no,
  b.from_at,
  b.until_at,
  b.chosen_by,
  b.rule_order,
  b.offer_no,
  b.preset,
  b.preset_version,
  b.promise_id,
  b.stage,
  b.start_event,
  b.stop_event,
  b.is_condition_known,
  b.is_measured_in_round,
  b.received_at,
  b.agreed_at,
  b.outcome,
  b.visits,
  b.is_cancelled,
  b.is_order_impossible,
  b.round,
  b.round_started_at,
  b.round_ended_at,
  b.done_at,
  b.stage_started_at,
  b.stopped_at
from intermediate.promise_ticket_ranked as b

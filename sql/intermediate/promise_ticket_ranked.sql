-- grain: one row per ticket, state, round and promise that holds in it, of stages that may have several
-- key: ticket_key, state_no, preset, promise_id, round
-- clock: UTC stamps of the state and of the round
-- why: Per stage the first promise whose conditions hold. A table of its own: what is ranked holds up all that follows, and most stages have one
-- promise only.
-- materialized: table
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
from intermediate.promise_ticket_possible as b
where b.has_choice and b.promises_of_stage > 1
qualify row_number() over (
  partition by b.ticket_key, b.state_no, b.preset, b.stage, b.round order by b.promise_order nulls last
) = 1

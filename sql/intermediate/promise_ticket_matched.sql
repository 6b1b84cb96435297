-- grain: one row per ticket, state and promise that holds in it
-- key: ticket_key, state_no, preset, promise_id
-- clock: UTC stamps of the state
-- why: Within the preset of the ticket's state, per stage, the first promise whose conditions hold. A promise whose conditions are not known is
-- judged unknown.
-- materialized: table

-- Most stages have one promise only; the rest are ranked.
select
  a.ticket_key,
  a.source,
  a.state_no,
  a.from_at,
  a.until_at,
  a.chosen_by,
  a.rule_order,
  a.preset,
  a.preset_version,
  a.promise_id,
  a.stage,
  a.stop_event,
  a.is_condition_known
from intermediate.promise_ticket_possible as a
where a.promises_of_stage = 1
union all
select
  b.ticket_key,
  b.source,
  b.state_no,
  b.from_at,
  b.until_at,
  b.chosen_by,
  b.rule_order,
  b.preset,
  b.preset_version,
  b.promise_id,
  b.stage,
  b.stop_event,
  b.is_condition_known
from intermediate.promise_ticket_possible as b
where b.promises_of_stage > 1
qualify row_number() over (partition by b.ticket_key, b.state_no, b.preset, b.stage order by b.promise_order nulls last) = 1

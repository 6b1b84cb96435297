-- grain: one row per ticket, promise and cycle
-- key: ticket_key, offer_no, cycle
-- clock: UTC stamps
-- why: The promises made to a ticket in each round. An agreed time belongs to the round into which it falls. A job that was resolved another
-- way needs no further stage: no visit when there was none and it was resolved by advice, no repair or hand-over when it was advised,
-- replaced or refunded. Where something changed, the promise that is running is replaced and the next one starts at the change;
-- one that has not started yet leaves no trace. `cycle` counts the times a promise was made.
-- materialized: table

-- Only where something changed may a promise be made twice in a round.
with counted as (
  select
    b.ticket_key,
    b.promise_id,
    b.preset,
    b.round,
    b.started_at,
    cast(row_number() over (
      partition by b.ticket_key, b.promise_id
      order by b.round nulls last, b.started_at nulls last, b.preset nulls last
    ) as integer) as cycle
  from intermediate.promise_ticket_begun as b
  where b.has_changed
)

select
  t.ticket_key,
  coalesce(n.cycle, t.round) as cycle,
  t.round,
  t.offer_no,
  t.chosen_by = 'named' as is_preset_named,
  t.chosen_by = 'agreed' as is_preset_agreed,
  t.rule_order,
  case when t.start_event = 'none' then t.received_at else coalesce(t.started_at, t.round_started_at) end as booked_at,
  t.started_at,
  case when t.start_event = 'none' then t.agreed_at end as given_due_at,
  t.stopped_at,
  t.done_at,
  t.replaced_at,
  t.is_one_of_several,
  t.is_cancelled,
  t.is_order_impossible,
  t.is_condition_known,
  coalesce(
    (t.stop_event = 'arrived' and t.outcome = 'advised' and coalesce(t.visits, 0) = 0)
    or (t.stop_event = 'arrived' and t.visits = 0)
    or (t.stop_event in ('quoted', 'repaired', 'returned') and t.outcome in ('advised', 'replaced', 'refunded'))
    or (t.start_event = 'repaired' and t.stage_started_at is null and t.outcome = 'not_repaired'),
    false
  ) as is_resolved_another_way
from intermediate.promise_ticket_begun as t
left join counted as n
  on n.ticket_key = t.ticket_key
  and n.promise_id = t.promise_id
  and n.preset = t.preset
  and n.round = t.round
  and n.started_at is not distinct from t.started_at
where t.start_event <> 'none'
  or (
    (t.round = 1 or t.agreed_at >= t.round_started_at)
    and (t.round_ended_at is null or t.agreed_at < t.round_ended_at)
  )

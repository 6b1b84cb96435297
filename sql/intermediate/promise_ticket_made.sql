-- grain: one row per ticket, promise and cycle
-- key: ticket_key, promise_id, cycle
-- clock: UTC stamps
-- why: The promises made to a ticket in each round. An agreed time belongs to the round into which it falls. A job that was resolved another
-- way needs no further stage: no visit when there was none and it was resolved by advice, no repair or hand-over when it was advised,
-- replaced or refunded. Where something changed, the promise that is running is replaced and the next one starts at the change;
-- one that has not started yet leaves no trace. `cycle` counts the times a promise was made.
-- materialized: table
with subject as (
  select
    l.ticket_key,
    l.ticket_id,
    l.received_at,
    l.outcome,
    l.visits,
    coalesce(l.promised_at, l.appointment_to) as agreed_at,
    o.is_order_impossible,
    coalesce(l.outcome = 'cancelled', false) or s.cancelled_at is not null as is_cancelled
  from intermediate.ticket_latest as l
  inner join intermediate.ticket_order_checked as o on o.ticket_key = l.ticket_key
  inner join intermediate.ticket_stage_merged as s on s.ticket_key = l.ticket_key
),

changed as (
  select c.ticket_key
  from intermediate.promise_preset_chosen as c
  where c.from_at is not null
  group by c.ticket_key
),

-- Only where something changed may a promise be made twice in a round.
counted as (
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
  inner join changed as x on x.ticket_key = b.ticket_key
)

select
  t.ticket_key,
  t.source,
  s.ticket_id,
  coalesce(n.cycle, t.round) as cycle,
  t.round,
  t.preset,
  t.preset_version,
  t.promise_id,
  t.chosen_by,
  t.rule_order,
  case when t.start_event = 'none' then s.received_at else coalesce(t.started_at, t.round_started_at) end as booked_at,
  t.started_at,
  case when t.start_event = 'none' then s.agreed_at end as given_due_at,
  t.stopped_at,
  t.done_at,
  t.replaced_at,
  t.is_one_of_several,
  s.is_cancelled,
  s.is_order_impossible,
  t.is_condition_known,
  coalesce(
    (t.stop_event = 'arrived' and s.outcome = 'advised' and coalesce(s.visits, 0) = 0)
    or (t.stop_event = 'arrived' and s.visits = 0)
    or (t.stop_event in ('quoted', 'repaired', 'returned') and s.outcome in ('advised', 'replaced', 'refunded'))
    or (t.start_event = 'repaired' and t.stage_started_at is null and s.outcome = 'not_repaired'),
    false
  ) as is_resolved_another_way
from intermediate.promise_ticket_begun as t
inner join subject as s on s.ticket_key = t.ticket_key
left join counted as n
  on n.ticket_key = t.ticket_key
  and n.promise_id = t.promise_id
  and n.preset = t.preset
  and n.round = t.round
  and n.started_at is not distinct from t.started_at
where t.start_event <> 'none'
  or (
    (t.round = 1 or s.agreed_at >= t.round_started_at)
    and (t.round_ended_at is null or s.agreed_at < t.round_ended_at)
  )

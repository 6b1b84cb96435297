-- grain: one row per wait of a ticket
-- key: ticket_key, event_order
-- clock: UTC stamps, calendar minutes; a wait is [started_at, ended_at)
-- why: A wait lasts until the next resume, the next wait, the resolution, closing, cancelling or reopening of its ticket, and one for
-- parts also until the part has arrived; one that has not ended lasts until as_of. A new wait ends the one before, so that no
-- minute is counted twice.
-- materialized: table
with waiting as (
  select e.ticket_key
  from intermediate.ticket_event_ordered as e
  where e.event in ('wait_customer', 'wait_parts', 'wait_supplier')
  group by e.ticket_key
),

turned as (
  select
    e.ticket_key,
    e.event_order,
    e.cycle,
    e.event,
    e.at,
    min(case when e.event <> 'part_arrived' then e.at end) over (
      partition by e.ticket_key
      order by e.event_order nulls last
      rows between 1 following and unbounded following
    ) as next_at,
    min(case when e.event = 'part_arrived' then e.at end) over (
      partition by e.ticket_key
      order by e.event_order nulls last
      rows between 1 following and unbounded following
    ) as next_part_arrived_at
  from intermediate.ticket_event_ordered as e
  inner join waiting as w on w.ticket_key = e.ticket_key
  where e.event in (
    'wait_customer', 'wait_parts', 'wait_supplier', 'resume', 'resolved', 'closed', 'cancelled', 'reopened', 'part_arrived'
  )
),

-- Columns may know an end that the log does not.
bounded as (
  select
    t.ticket_key,
    t.event_order,
    t.cycle,
    case t.event when 'wait_customer' then 'customer' when 'wait_parts' then 'parts' else 'supplier' end as waits_for,
    t.at as started_at,
    least_stamp(
      least_stamp(
        least_stamp(t.next_at, c.ended_at),
        least_stamp(
          case when c.resolved_at >= t.at then c.resolved_at end,
          case when c.closed_at >= t.at then c.closed_at end
        )
      ),
      case
        when t.event = 'wait_parts'
          then least_stamp(t.next_part_arrived_at, case when c.part_arrived_at >= t.at then c.part_arrived_at end)
      end
    ) as ended_at
  from turned as t
  inner join intermediate.ticket_cycle as c on c.ticket_key = t.ticket_key and c.cycle = t.cycle
  where t.event in ('wait_customer', 'wait_parts', 'wait_supplier')
)

select
  b.ticket_key,
  b.event_order,
  b.cycle,
  b.waits_for,
  b.started_at,
  coalesce(b.ended_at, p.as_of) as ended_at,
  b.ended_at is null as is_open,
  minutes_between(b.started_at, coalesce(b.ended_at, p.as_of)) as minutes
from bounded as b
cross join ref.parameter as p

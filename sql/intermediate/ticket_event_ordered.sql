-- grain: one row per event of a ticket, each event once
-- key: ticket_key, event_order
-- clock: UTC stamps
-- why: The log in the order in which it happened, and the cycle each event belongs to. Events of one moment follow the order of the
-- work. A cycle ends where the ticket is reopened: at an event `reopened`, or, where none was logged, at the first work (confirmed,
-- dispatched, arrived, unit received, diagnosed, quoted, repaired, or a wait) after it had been resolved, closed or cancelled. A
-- second `reopened` with nothing between is the same reopening; so is one that is logged after the work had resumed.
-- materialized: table
with known as (
  select
    e.ticket_key,
    e.source,
    e.ticket_id,
    e.at,
    e.event,
    e.value,
    e.actor,
    e.load_sequence,
    e.source_row,
    case e.event
      when 'received' then 1
      when 'assigned' then 2
      when 'priority_changed' then 3
      when 'responded' then 4
      when 'supplier_contacted' then 5
      when 'confirmed' then 6
      when 'dispatched' then 7
      when 'arrived' then 8
      when 'unit_received' then 9
      when 'diagnosed' then 10
      when 'quoted' then 11
      when 'wait_customer' then 12
      when 'wait_parts' then 13
      when 'wait_supplier' then 14
      when 'escalated' then 15
      when 'part_arrived' then 16
      when 'resume' then 17
      when 'repaired' then 18
      when 'quality_checked' then 19
      when 'pickup_notified' then 20
      when 'shipped_back' then 21
      when 'returned' then 22
      when 'overrun_explained' then 23
      when 'overrun_accepted' then 24
      when 'resolved' then 25
      when 'cancelled' then 26
      when 'closed' then 27
      when 'followed_up' then 28
      when 'reopened' then 29
    end as work_order,
    case
      when e.event in ('resolved', 'closed', 'cancelled') then 1
      when e.event = 'reopened' then 2
      when e.event in (
        'confirmed', 'dispatched', 'arrived', 'unit_received', 'diagnosed', 'quoted', 'repaired',
        'wait_customer', 'wait_parts', 'wait_supplier'
      ) then 3
    end as turn
  from staging.ticket_event as e
  where e.is_latest and e.is_known
),

ordered as (
  select
    k.ticket_key,
    k.source,
    k.ticket_id,
    cast(row_number() over (
      partition by k.ticket_key
      order by
        k.at nulls last, k.work_order nulls last, k.load_sequence nulls last, k.source_row nulls last, k.value nulls last,
        k.actor nulls last
    ) as integer) as event_order,
    k.at,
    k.event,
    k.value,
    k.actor,
    k.turn
  from known as k
),

-- Reopenings are rare: only tickets that may have one are looked at event by event.
suspect as (
  select
    o.ticket_key,
    max(case when o.turn = 1 then 1 else 0 end) as has_done
  from ordered as o
  group by o.ticket_key
  having max(case when o.turn = 2 then 1 else 0 end) = 1
    or min(case when o.turn = 1 then o.event_order end) < max(case when o.turn = 3 then o.event_order end)
),

turned as (
  select
    o.ticket_key,
    o.event_order,
    o.turn,
    s.has_done,
    -- Order and turn of the last turning event before this one, in one number.
    max(o.event_order * 4 + o.turn) over (
      partition by o.ticket_key
      order by o.event_order nulls last
      rows between unbounded preceding and 1 preceding
    ) % 4 as turn_before
  from ordered as o
  inner join suspect as s on s.ticket_key = o.ticket_key
  where o.turn is not null
),

reopening as (
  select
    t.ticket_key,
    t.event_order
  from turned as t
  where (t.turn in (2, 3) and t.turn_before = 1)
    or (t.turn = 2 and t.has_done = 0 and (t.turn_before is null or t.turn_before <> 2))
),

cycled as (
  select
    o.ticket_key,
    o.event_order,
    r.event_order is not null as starts_cycle,
    cast(1 + sum(case when r.event_order is not null then 1 else 0 end) over (
      partition by o.ticket_key
      order by o.event_order nulls last
      rows between unbounded preceding and current row
    ) as integer) as cycle
  from ordered as o
  inner join suspect as s on s.ticket_key = o.ticket_key
  left join reopening as r on r.ticket_key = o.ticket_key and r.event_order = o.event_order
)

select
  o.ticket_key,
  o.source,
  o.ticket_id,
  o.event_order,
  o.at,
  o.event,
  o.value,
  o.actor,
  coalesce(c.cycle, 1) as cycle,
  coalesce(c.starts_cycle, false) as starts_cycle
from ordered as o
left join cycled as c on c.ticket_key = o.ticket_key and c.event_order = o.event_order

-- grain: one row per ticket
-- key: ticket_key
-- clock: UTC stamps, compared exactly; equal stamps are in order
-- why: Times in an order that cannot be. Such tickets are kept and marked; their durations are left out and their promises are void.
-- Checked within a cycle: any stage before the ticket was received (save the unit's arrival, which may come first), arrived before
-- dispatched, repaired or returned before the unit was received, returned or quality-checked before repaired, closed before
-- resolved. Possible, and not marked: resolved before responded or before arrival (settled at once, or by telephone), quoted
-- before diagnosed (fixed prices), followed up before closed.
-- materialized: table
with checked as (
  select
    c.ticket_key,
    c.cycle,
    case
      when c.resolved_at < c.started_at then 'resolved before received'
      when c.closed_at < c.started_at then 'closed before received'
      when c.responded_at < c.started_at then 'responded before received'
      when c.confirmed_at < c.started_at then 'confirmed before received'
      when c.dispatched_at < c.started_at then 'dispatched before received'
      when c.arrived_at < c.started_at then 'arrived before received'
      when c.diagnosed_at < c.started_at then 'diagnosed before received'
      when c.quoted_at < c.started_at then 'quoted before received'
      when c.part_arrived_at < c.started_at then 'part arrived before received'
      when c.repaired_at < c.started_at then 'repaired before received'
      when c.quality_checked_at < c.started_at then 'quality-checked before received'
      when c.returned_at < c.started_at then 'returned before received'
      when c.followed_up_at < c.started_at then 'followed up before received'
      when c.closed_at < c.resolved_at then 'closed before resolved'
      when c.arrived_at < c.dispatched_at then 'arrived before dispatched'
      when c.repaired_at < c.unit_received_at then 'repaired before unit received'
      when c.returned_at < c.unit_received_at then 'returned before unit received'
      when c.returned_at < c.repaired_at then 'returned before repaired'
      when c.quality_checked_at < c.repaired_at then 'quality-checked before repaired'
    end as impossible_order
  from intermediate.ticket_cycle as c
)

select
  c.ticket_key,
  max(c.impossible_order) is not null as is_order_impossible,
  max(c.impossible_order) as impossible_order
from checked as c
group by c.ticket_key

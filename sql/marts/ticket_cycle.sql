-- grain: one row per cycle of a ticket that was reopened
-- key: ticket_key, cycle
-- clock: UTC stamps
-- why: What happened in each round of a ticket that came back: marts.ticket has one time a stage for the whole ticket. A ticket that was never
-- reopened has a single cycle, which says nothing more, and is left out.
-- materialized: table
-- order: ticket_key, cycle
with reopened as (
  select c.ticket_key
  from intermediate.ticket_cycle as c
  where c.cycle > 1
  group by c.ticket_key
)

select
  c.ticket_key,
  c.cycle,
  c.started_at,
  c.ended_at,
  c.is_current,
  c.responded_at,
  c.confirmed_at,
  c.dispatched_at,
  c.arrived_at,
  c.unit_received_at,
  c.diagnosed_at,
  c.quoted_at,
  c.part_arrived_at,
  c.repaired_at,
  c.quality_checked_at,
  c.returned_at,
  c.resolved_at,
  c.closed_at,
  c.followed_up_at,
  c.supplier_contacted_at,
  c.cancelled_at
from intermediate.ticket_cycle as c
inner join reopened as r on r.ticket_key = c.ticket_key

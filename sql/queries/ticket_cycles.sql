-- what: the rounds of a ticket that was reopened; none for one that was not
-- parameters: ticket_key VARCHAR
select
  cycle.cycle,
  cycle.started_at,
  cycle.responded_at,
  cycle.confirmed_at,
  cycle.dispatched_at,
  cycle.arrived_at,
  cycle.unit_received_at,
  cycle.diagnosed_at,
  cycle.quoted_at,
  cycle.supplier_contacted_at,
  cycle.part_arrived_at,
  cycle.repaired_at,
  cycle.quality_checked_at,
  cycle.returned_at,
  cycle.resolved_at,
  cycle.closed_at,
  cycle.followed_up_at,
  cycle.cancelled_at
from marts.ticket_cycle as cycle
where cycle.ticket_key = $ticket_key
order by cycle.cycle asc nulls last

-- what: how a repaired unit was announced for pick-up, and what is next
-- parameters: ticket_key VARCHAR
select
  pickup.notices,
  pickup.late_notices,
  pickup.first_notified_at,
  pickup.last_notified_at,
  pickup.shipped_back_at,
  pickup.state,
  pickup.next_step,
  pickup.due_on
from marts.pickup as pickup
where pickup.ticket_key = $ticket_key

-- what: when a ticket waited, and for whom
-- parameters: ticket_key VARCHAR
select
  wait.cycle,
  wait.waits_for,
  wait.started_at,
  wait.ended_at,
  wait.is_open,
  wait.minutes
from marts.ticket_wait as wait
where wait.ticket_key = $ticket_key
order by wait.event_order asc nulls last

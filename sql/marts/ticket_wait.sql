-- grain: one row per wait of a ticket
-- key: ticket_key, event_order
-- clock: UTC stamps, calendar minutes; a wait is [started_at, ended_at)
-- why: When a ticket waited for the customer, for parts or for a supplier. Their sums stand in marts.ticket.
-- materialized: table
-- order: ticket_key, event_order
select
  w.ticket_key,
  w.event_order,
  w.cycle,
  w.waits_for,
  w.started_at,
  w.ended_at,
  w.is_open,
  w.minutes
from intermediate.ticket_wait_paired as w

-- grain: one row per ticket
-- key: ticket_key
-- clock: site-local date of the reception, as marts.ticket has it
-- why: What the list of tickets filters and sorts by and marts.ticket does not know. Stored in the order of marts.ticket, so that a row of either
-- is found by its place and no million keys are compared; the audit ticket_listed_in_place holds it to that.
-- materialized: table
-- order: received_on, ticket_key
select
  t.ticket_key,
  t.received_on,
  p.state as promise,
  c.gross_cost
from marts.ticket as t
left join marts.ticket_promised as p on p.ticket_key = t.ticket_key
left join marts.repair_cost as c on c.ticket_key = t.ticket_key

-- what: the tickets that a person may mean by a number: that of its source, or the key with the source before it
-- parameters: name VARCHAR
select
  ticket.ticket_key,
  ticket.source,
  ticket.ticket_id
from marts.ticket as ticket
where ticket.ticket_key = $name or ticket.ticket_id = $name
order by ticket.ticket_key asc nulls last
limit 20

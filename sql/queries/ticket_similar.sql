-- what: tickets whose number begins or ends as the one that was asked for, or has it within: among them the nearest is looked for
-- parameters: name VARCHAR
select
  ticket.ticket_key,
  ticket.ticket_id
from marts.ticket as ticket
where
  contains(lower(ticket.ticket_key), lower($name))
  or substring(lower(ticket.ticket_id), 1, greatest(text_length($name) - 2, 1)) = substring(lower($name), 1, greatest(text_length($name) - 2, 1))
  or (
    text_length(ticket.ticket_id) = text_length($name)
    and substring(lower(ticket.ticket_id), 3) = substring(lower($name), 3)
  )
order by ticket.ticket_key asc nulls last
limit 2000

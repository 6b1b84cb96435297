-- severity: warning
-- why: Events of tickets that nobody has loaded enter no figure: the export of the tickets is shorter than that of the events, or numbers them otherwise.
select
  e.source,
  e.ticket_id,
  count(*) as events
from intermediate.ticket_event_ordered as e
left join intermediate.ticket_latest as l on l.ticket_key = e.ticket_key
where l.ticket_key is null
group by e.source, e.ticket_id

-- severity: error
-- why: The list of tickets joins marts.ticket and marts.ticket_listed by the place of their rows.
select
  t.ticket_key,
  l.ticket_key as listed_key
from marts.ticket as t
full join marts.ticket_listed as l on l.rowid = t.rowid
where coalesce(t.ticket_key <> l.ticket_key, true)

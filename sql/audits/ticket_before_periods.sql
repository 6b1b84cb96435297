-- severity: warning
-- why: Tickets received more than thirty years before as_of lie before the first period and enter no figure; their dates are most likely wrong.
select t.source, t.ticket_id, t.received_on
from marts.ticket as t
cross join (select min(p.period_start) as first_day from ref.period as p) as f
where t.received_on < f.first_day

-- severity: error
-- why: The first cause that a person is offered is the complaint's proposed cause
select
  c.complaint_key,
  c.proposed_cause,
  p.code
from marts.complaint as c
left join marts.complaint_proposal as p on p.complaint_key = c.complaint_key and p.place = 1
where (c.proposed_cause is null) <> (p.code is null) or c.proposed_cause <> p.code

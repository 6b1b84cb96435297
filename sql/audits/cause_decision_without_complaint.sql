-- severity: warning
-- why: A person decided on a complaint that is no longer loaded; the decision waits for it
select
  d.decision_id,
  d.source,
  d.complaint_id,
  d.decided_at
from ref.cause_decision as d
left join lake.complaint as c on c.source = d.source and c.complaint_id = d.complaint_id
where c.complaint_id is null

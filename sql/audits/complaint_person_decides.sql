-- severity: error
-- why: What a person decided is what the complaint says, cause and responsibility, wherever the decided cause is still of the taxonomy
select
  c.complaint_key,
  c.root_cause,
  c.cause_method,
  c.responsibility,
  s.code as decided_cause,
  d.responsibility as decided_responsibility
from ref.cause_decision as d
inner join marts.complaint as c on c.source = d.source and c.complaint_id = d.complaint_id
left join ref.cause_decision_cause as s on s.decision_id = d.decision_id and s.place = 1
where
  (d.responsibility is not null and d.responsibility <> c.responsibility)
  or (s.code is not null and (c.root_cause is null or c.root_cause <> s.code or c.cause_method <> 'person'))

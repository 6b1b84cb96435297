-- severity: error
-- why: A complaint's root cause is its one principal cause of the same method, and without a root cause there is none
with principal as (
  select
    c.source,
    c.complaint_id,
    count(*) as causes,
    min(c.root_cause) as root_cause,
    min(c.cause_method) as cause_method
  from marts.complaint_cause as c
  where c.is_principal
  group by c.source, c.complaint_id
)

select
  c.complaint_key,
  c.root_cause,
  c.cause_method,
  p.causes,
  p.root_cause as principal_cause
from marts.complaint as c
left join principal as p on p.source = c.source and p.complaint_id = c.complaint_id
where
  (c.root_cause is null) <> (p.root_cause is null)
  or (c.root_cause is not null and (p.causes <> 1 or p.root_cause <> c.root_cause or p.cause_method <> c.cause_method))

-- what: complaints by their principal cause, as the published version has them
-- parameters:
select
  complaint.root_cause as code,
  cast(count(*) as double) as complaints
from marts.complaint as complaint
where complaint.root_cause is not null
group by complaint.root_cause
order by complaint.root_cause asc nulls last

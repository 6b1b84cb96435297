-- what: all targets of a KPI with their dates, the newest first
-- parameters: kpi_id VARCHAR
select
  target.target,
  target.valid_from,
  target.valid_until,
  target.valid_from <= parameter.as_of_date and (target.valid_until is null or target.valid_until > parameter.as_of_date) as is_in_force
from ref.target as target
cross join ref.parameter as parameter
where target.kpi_id = $kpi_id
order by target.valid_from desc nulls last

-- severity: error
-- why: Every KPI that has cases stands in the registry as computed, in the version that the cases carry.
select
  d.kpi_id,
  d.definition_version
from marts.kpi_day as d
left join ref.kpi as k on k.kpi_id = d.kpi_id and k.definition_version = d.definition_version and k.is_computed
where k.kpi_id is null
group by d.kpi_id, d.definition_version

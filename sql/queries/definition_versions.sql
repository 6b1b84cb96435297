-- what: all versions of a KPI's definition, the newest first
-- parameters: kpi_id VARCHAR
select
  kpi.definition_version,
  kpi.numerator_zh,
  kpi.numerator_en,
  kpi.denominator_zh,
  kpi.denominator_en,
  kpi.statistic,
  kpi.is_computed
from ref.kpi as kpi
where kpi.kpi_id = $kpi_id
order by kpi.definition_version desc nulls last

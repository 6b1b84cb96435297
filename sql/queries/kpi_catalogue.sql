-- what: the current definition of each computed KPI, in the registry's order
-- parameters:
select
  kpi.kpi_id,
  kpi.definition_version,
  kpi.kpi_group,
  kpi.name_zh,
  kpi.name_en,
  kpi.tells_zh,
  kpi.tells_en,
  kpi.subject,
  kpi.numerator_zh,
  kpi.numerator_en,
  kpi.denominator_zh,
  kpi.denominator_en,
  kpi.statistic,
  kpi.booked_under,
  kpi.mature_after_days,
  kpi.waits_for_decision,
  kpi.direction,
  kpi.unit,
  kpi.chart
from ref.kpi as kpi
where kpi.is_computed
qualify row_number() over (partition by kpi.kpi_id order by kpi.definition_version desc nulls last) = 1
order by kpi.kpi_order asc nulls last

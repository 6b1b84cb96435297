-- what: the current definition of each KPI, in the registry's order, computed or not, with the target in force
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
  kpi.is_computed,
  target.target
from ref.kpi as kpi
cross join ref.parameter as parameter
left join ref.target as target
  on
    kpi.kpi_id = target.kpi_id
    and parameter.as_of_date >= target.valid_from
    and (target.valid_until is null or target.valid_until > parameter.as_of_date)
qualify row_number() over (partition by kpi.kpi_id order by kpi.definition_version desc nulls last) = 1
order by kpi.kpi_order asc nulls last

-- what: every KPI of the registry in its newest version, computed or not, with the target in force and how many cases it has
-- parameters:
with counted as (
  select
    kpi_period.kpi_id,
    kpi_period.definition_version,
    sum(kpi_period.n) as n
  from marts.kpi_period as kpi_period
  where
    kpi_period.grain = 'month'
    and kpi_period.slice = 'all'
  group by kpi_period.kpi_id, kpi_period.definition_version
),

newest as (
  select
    kpi.kpi_id,
    kpi.definition_version,
    kpi.kpi_order,
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
    kpi.is_computed
  from ref.kpi as kpi
  qualify row_number() over (partition by kpi.kpi_id order by kpi.definition_version desc nulls last) = 1
)

select
  newest.kpi_id,
  newest.definition_version,
  newest.kpi_group,
  newest.name_zh,
  newest.name_en,
  newest.tells_zh,
  newest.tells_en,
  newest.subject,
  newest.numerator_zh,
  newest.numerator_en,
  newest.denominator_zh,
  newest.denominator_en,
  newest.statistic,
  newest.booked_under,
  newest.mature_after_days,
  newest.waits_for_decision,
  newest.direction,
  newest.unit,
  newest.is_computed,
  target.target,
  target.valid_from as target_from,
  target.valid_until as target_until,
  coalesce(counted.n, 0) > 0 as has_cases
from newest
cross join ref.parameter as parameter
left join counted
  on
    newest.kpi_id = counted.kpi_id
    and newest.definition_version = counted.definition_version
left join ref.target as target
  on
    newest.kpi_id = target.kpi_id
    and target.valid_from <= parameter.as_of_date
    and (target.valid_until is null or target.valid_until > parameter.as_of_date)
order by newest.kpi_order asc nulls last

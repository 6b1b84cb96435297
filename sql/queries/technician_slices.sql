-- what: the technicians by team or region, each counted where most of their cases of the KPI lie, so that everybody stands in one group.
-- Sums of the groups only, `largest` the cases of the person with the most: the page merges groups that are too small before it shows any.
-- parameters: kpi_id VARCHAR, dimension VARCHAR, from_day DATE, until_day DATE
with placed as (
  select
    kpi_case.technician_id,
    case
      when $dimension = 'team' then coalesce(kpi_case.team, 'unknown')
      else coalesce(kpi_case.region, 'unknown')
    end as slice_value,
    sum(kpi_case.numerator) as numerator,
    sum(kpi_case.denominator) as denominator
  from marts.kpi_case as kpi_case
  inner join ref.kpi as kpi
    on
      kpi_case.kpi_id = kpi.kpi_id
      and kpi_case.definition_version = kpi.definition_version
  where
    kpi_case.kpi_id = $kpi_id
    and kpi.is_computed
    and kpi_case.is_decided
    and kpi_case.technician_id is not null
    and kpi_case.booked_on >= $from_day
    and kpi_case.booked_on < $until_day
  group by kpi_case.technician_id, slice_value
),

person as (
  select
    placed.technician_id,
    placed.slice_value,
    sum(placed.numerator) over (partition by placed.technician_id) as numerator,
    sum(placed.denominator) over (partition by placed.technician_id) as denominator
  from placed
  qualify row_number() over (
    partition by placed.technician_id
    order by placed.denominator desc nulls last, placed.slice_value asc nulls last
  ) = 1
)

select
  person.slice_value,
  cast(count(*) as double) as people,
  cast(sum(person.numerator) as double) as numerator,
  cast(sum(person.denominator) as double) as denominator,
  cast(max(person.denominator) as double) as largest
from person
where person.denominator > 0
group by person.slice_value
order by person.slice_value asc nulls last

-- what: the technicians by team and by region, each counted where most of their cases of the KPI lie, so that everybody stands in one group of
-- either. Sums of the groups only, `largest` the cases of the person with the most: the page merges groups that are too small before it shows any.
-- parameters: kpi_id VARCHAR, from_day DATE, until_day DATE
with placed as (
  select
    kpi_case.technician_id,
    coalesce(kpi_case.team, 'unknown') as team,
    coalesce(kpi_case.region, 'unknown') as region,
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
  group by kpi_case.technician_id, coalesce(kpi_case.team, 'unknown'), coalesce(kpi_case.region, 'unknown')
),

either as (
  select
    'team' as dimension,
    placed.technician_id,
    placed.team as slice_value,
    placed.numerator,
    placed.denominator
  from placed
  union all
  select
    'region' as dimension,
    placed.technician_id,
    placed.region as slice_value,
    placed.numerator,
    placed.denominator
  from placed
),

summed as (
  select
    either.dimension,
    either.technician_id,
    either.slice_value,
    sum(either.numerator) as numerator,
    sum(either.denominator) as denominator
  from either
  group by either.dimension, either.technician_id, either.slice_value
),

person as (
  select
    summed.dimension,
    summed.slice_value,
    sum(summed.numerator) over (partition by summed.dimension, summed.technician_id) as numerator,
    sum(summed.denominator) over (partition by summed.dimension, summed.technician_id) as denominator
  from summed
  qualify row_number() over (
    partition by summed.dimension, summed.technician_id
    order by summed.denominator desc nulls last, summed.slice_value asc nulls last
  ) = 1
)

select
  person.dimension,
  person.slice_value,
  cast(count(*) as double) as people,
  cast(sum(person.numerator) as double) as numerator,
  cast(sum(person.denominator) as double) as denominator,
  cast(max(person.denominator) as double) as largest
from person
where person.denominator > 0
group by person.dimension, person.slice_value
order by person.dimension asc nulls last, person.slice_value asc nulls last

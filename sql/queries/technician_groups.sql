-- what: how the technicians of one month or quarter compare as a group, KPI by KPI: counts and quartiles, nobody by themselves.
-- Quartiles, centre and reliability speak of those with enough cases and are null where they are fewer than the smallest group.
-- parameters: grain VARCHAR, period DATE, smallest INTEGER
with grouped as (
  select
    score.kpi_id,
    score.definition_version,
    count(*) as people,
    count(score.estimate) as enough,
    sum(score.n) as cases,
    sum(case when score.estimate is not null then score.n else 0 end) as cases_enough,
    sum(case when score.verdict = 'above' then 1 else 0 end) as above,
    sum(case when score.verdict = 'below' then 1 else 0 end) as below,
    sum(case when score.verdict = 'as_expected' then 1 else 0 end) as as_expected,
    sum(case when score.verdict = 'not_enough_evidence' then 1 else 0 end) as not_told,
    median_of(score.estimate) as middle,
    quantile_of(score.estimate, 0.25) as lower_quarter,
    quantile_of(score.estimate, 0.75) as upper_quarter,
    max(score.centre) as centre,
    median_of(case when score.estimate is not null then score.reliability end) as reliability
  from marts.technician_score as score
  where
    score.grain = $grain
    and score.period = $period
  group by score.kpi_id, score.definition_version
)

select
  grouped.kpi_id,
  cast(grouped.people as double) as people,
  cast(grouped.enough as double) as enough,
  cast(grouped.cases as double) as cases,
  cast(grouped.cases_enough as double) as cases_enough,
  cast(grouped.above as double) as above,
  cast(grouped.below as double) as below,
  cast(grouped.as_expected as double) as as_expected,
  cast(grouped.not_told as double) as not_told,
  case when grouped.enough >= $smallest then grouped.middle end as middle,
  case when grouped.enough >= $smallest then grouped.lower_quarter end as lower_quarter,
  case when grouped.enough >= $smallest then grouped.upper_quarter end as upper_quarter,
  case when grouped.enough >= $smallest then grouped.centre end as centre,
  case when grouped.enough >= $smallest then grouped.reliability end as reliability,
  target.target
from grouped
inner join ref.kpi as kpi
  on
    grouped.kpi_id = kpi.kpi_id
    and grouped.definition_version = kpi.definition_version
left join ref.target as target
  on
    grouped.kpi_id = target.kpi_id
    and target.valid_from <= $period
    and (target.valid_until is null or target.valid_until > $period)
where kpi.is_computed
order by kpi.kpi_order asc nulls last

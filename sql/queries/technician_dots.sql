-- what: the estimates of all technicians with enough cases, rounded, in the order of their size and without anything that tells who is who:
-- cases as the lower end of a band. Nothing where they are fewer than the smallest group.
-- parameters: grain VARCHAR, period DATE, smallest INTEGER
with counted as (
  select
    score.kpi_id,
    score.definition_version,
    score.estimate,
    score.n,
    count(score.estimate) over (partition by score.kpi_id, score.definition_version) as enough
  from marts.technician_score as score
  where
    score.grain = $grain
    and score.period = $period
    and score.estimate is not null
)

select
  counted.kpi_id,
  round_half_away(counted.estimate, 3) as value,
  cast(
    case
      when counted.n >= 300 then 300
      when counted.n >= 100 then 100
      else 30
    end as double
  ) as at_least
from counted
inner join ref.kpi as kpi
  on
    counted.kpi_id = kpi.kpi_id
    and counted.definition_version = kpi.definition_version
where
  kpi.is_computed
  and counted.enough >= $smallest
order by counted.kpi_id asc nulls last, value asc nulls last, at_least asc nulls last

-- what: the decided promises of a stage and the kept ones among them, by preset and by priority
-- parameters: stage VARCHAR, from_day DATE, until_day DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with decided as (
  select
    promise.preset,
    coalesce(promise.priority, 'unknown') as priority,
    case when promise.verdict = 'kept' then 1 else 0 end as kept
  from marts.promise as promise
  where
    promise.subject_kind = 'ticket'
    and promise.stage = $stage
    and promise.verdict in ('kept', 'broken')
    and promise.started_on >= $from_day
    and promise.started_on < $until_day
    and ($source is null or promise.source = $source)
    and ($site is null or coalesce(promise.site, 'unknown') = $site)
    and ($region is null or coalesce(promise.region, 'unknown') = $region)
    and ($team is null or coalesce(promise.team, 'unknown') = $team)
    and ($product_family is null or coalesce(promise.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(promise.work_kind, 'unknown') = $work_kind)
)

select
  case when grouping(decided.preset) = 0 then 'preset' else 'priority' end as dimension,
  coalesce(decided.preset, decided.priority) as dimension_value,
  cast(sum(decided.kept) as double) as kept,
  cast(count(*) as double) as n
from decided
group by grouping sets ((decided.preset), (decided.priority))
order by dimension asc nulls last, n desc nulls last, dimension_value asc nulls last

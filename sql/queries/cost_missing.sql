-- what: repairs resolved in [since, until) whose cost is not complete, by the component that is missing and why
-- parameters: since DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  missing.reason,
  missing.component,
  cast(count(*) as double) as repairs
from marts.repair_cost_missing as missing
inner join marts.repair_cost as repair_cost on repair_cost.ticket_key = missing.ticket_key
where
  repair_cost.is_repair_job
  and repair_cost.resolved_on >= $since
  and repair_cost.resolved_on < $until
  and ($source is null or coalesce(repair_cost.source, 'unknown') = $source)
  and ($site is null or coalesce(repair_cost.site, 'unknown') = $site)
  and ($region is null or coalesce(repair_cost.region, 'unknown') = $region)
  and ($team is null or coalesce(repair_cost.team, 'unknown') = $team)
  and ($product_family is null or coalesce(repair_cost.product_family, 'unknown') = $product_family)
  and ($work_kind is null or coalesce(repair_cost.work_kind, 'unknown') = $work_kind)
group by missing.reason, missing.component
order by repairs desc nulls last, missing.reason asc nulls last, missing.component asc nulls last

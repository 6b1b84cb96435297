-- what: parts used in [since, until) by supplier and what became of their money: all of it, that under warranty (kind C), claimed, recovered.
-- `unknown`: no supplier is named.
-- parameters: since DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  coalesce(usage.supplier, 'unknown') as supplier,
  cast(coalesce(sum(exact(usage.home_cost)), 0) as double) as used,
  cast(coalesce(sum(exact(usage.home_cost)) filter (where usage.work_kind = 'C'), 0) as double) as warranty,
  cast(coalesce(sum(exact(usage.home_claim_amount)), 0) as double) as claimed,
  cast(coalesce(sum(exact(usage.home_recovered_amount)) filter (where usage.home_claim_amount > 0), 0) as double) as recovered,
  cast(count(*) filter (where usage.home_claim_amount > 0) as double) as claims
from marts.part_usage as usage
where
  usage.used_on >= $since
  and usage.used_on < $until
  and ($source is null or coalesce(usage.source, 'unknown') = $source)
  and ($site is null or coalesce(usage.site, 'unknown') = $site)
  and ($region is null or coalesce(usage.region, 'unknown') = $region)
  and ($team is null or coalesce(usage.team, 'unknown') = $team)
  and ($product_family is null or coalesce(usage.product_family, 'unknown') = $product_family)
  and ($work_kind is null or coalesce(usage.work_kind, 'unknown') = $work_kind)
group by coalesce(usage.supplier, 'unknown')
order by claimed desc nulls last, used desc nulls last, supplier asc nulls last

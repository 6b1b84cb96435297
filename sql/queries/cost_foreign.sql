-- what: money booked in [since, until) in currencies without a rate; it cannot be added and is in no sum
-- parameters: since DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  entry.currency,
  cast(count(*) as double) as entries,
  cast(coalesce(sum(exact(entry.original_cost)), 0) as double) as cost
from marts.cost_entry as entry
where
  entry.is_foreign
  and entry.used_on >= $since
  and entry.used_on < $until
  and ($source is null or coalesce(entry.source, 'unknown') = $source)
  and ($site is null or coalesce(entry.site, 'unknown') = $site)
  and ($region is null or coalesce(entry.region, 'unknown') = $region)
  and ($team is null or coalesce(entry.team, 'unknown') = $team)
  and ($product_family is null or coalesce(entry.product_family, 'unknown') = $product_family)
  and ($work_kind is null or coalesce(entry.work_kind, 'unknown') = $work_kind)
group by entry.currency
order by entry.currency asc nulls last

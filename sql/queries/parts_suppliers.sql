-- what: parts by supplier: used in [since, until), and what of the claims made in it came back, in the home's currency. `unknown`: none is named.
-- parameters: since DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with chosen as (
  select
    coalesce(usage.supplier, 'unknown') as supplier,
    usage.used_on >= $since and usage.used_on < $until as is_used,
    coalesce(usage.claimed_on >= $since and usage.claimed_on < $until and usage.claim_amount > 0, false) as is_claimed,
    usage.quantity,
    usage.home_cost as cost,
    usage.home_claim_amount as claim_amount,
    usage.home_recovered_amount as recovered_amount,
    usage.is_returnable and usage.quantity > 0 as is_to_return,
    usage.old_part_returned
  from marts.part_usage as usage
  where
    (
      (usage.used_on >= $since and usage.used_on < $until)
      or (usage.claimed_on >= $since and usage.claimed_on < $until)
    )
    and ($source is null or coalesce(usage.source, 'unknown') = $source)
    and ($site is null or coalesce(usage.site, 'unknown') = $site)
    and ($region is null or coalesce(usage.region, 'unknown') = $region)
    and ($team is null or coalesce(usage.team, 'unknown') = $team)
    and ($product_family is null or coalesce(usage.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(usage.work_kind, 'unknown') = $work_kind)
)

select
  chosen.supplier,
  cast(coalesce(sum(exact(chosen.quantity)) filter (where chosen.is_used), 0) as double) as pieces,
  cast(coalesce(sum(exact(chosen.cost)) filter (where chosen.is_used), 0) as double) as cost,
  cast(count(*) filter (where chosen.is_claimed) as double) as claims,
  cast(coalesce(sum(exact(chosen.claim_amount)) filter (where chosen.is_claimed), 0) as double) as claimed,
  cast(coalesce(sum(exact(chosen.recovered_amount)) filter (where chosen.is_claimed), 0) as double) as recovered,
  cast(count(*) filter (where chosen.is_used and chosen.is_to_return) as double) as returnable,
  cast(count(*) filter (where chosen.is_used and chosen.is_to_return and chosen.old_part_returned) as double) as returned
from chosen
group by chosen.supplier
order by cost desc nulls last, chosen.supplier asc nulls last

-- what: claims on suppliers that are not paid in full at as_of, by supplier and by how long ago they were made
-- parameters: source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with claim as (
  select
    coalesce(usage.supplier, 'unknown') as supplier,
    days_between(usage.claimed_on, parameter.as_of_date) as age,
    exact(usage.home_claim_amount) - exact(coalesce(usage.home_recovered_amount, 0)) as open
  from marts.part_usage as usage
  cross join ref.parameter as parameter
  where
    usage.claimed_on is not null
    and usage.home_claim_amount > coalesce(usage.home_recovered_amount, 0)
    and ($source is null or coalesce(usage.source, 'unknown') = $source)
    and ($site is null or coalesce(usage.site, 'unknown') = $site)
    and ($region is null or coalesce(usage.region, 'unknown') = $region)
    and ($team is null or coalesce(usage.team, 'unknown') = $team)
    and ($product_family is null or coalesce(usage.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(usage.work_kind, 'unknown') = $work_kind)
)

select
  claim.supplier,
  case
    when claim.age <= 30 then 'd30'
    when claim.age <= 60 then 'd60'
    when claim.age <= 90 then 'd90'
    when claim.age <= 180 then 'd180'
    else 'older'
  end as age_band,
  cast(count(*) as double) as claims,
  cast(sum(claim.open) as double) as open
from claim
group by
  claim.supplier,
  case
    when claim.age <= 30 then 'd30'
    when claim.age <= 60 then 'd60'
    when claim.age <= 90 then 'd90'
    when claim.age <= 180 then 'd180'
    else 'older'
  end
order by claim.supplier asc nulls last, age_band asc nulls last

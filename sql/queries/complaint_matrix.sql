-- what: complaints received in [since, until) by product family and cause group. Families beyond those with most complaints are one without a name.
-- parameters: since DATE, until DATE, most INTEGER, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with received as (
  select
    coalesce(complaint.product_family, 'unknown') as product_family,
    complaint.cause_group
  from marts.complaint as complaint
  where
    complaint.received_on >= $since
    and complaint.received_on < $until
    and ($source is null or coalesce(complaint.source, 'unknown') = $source)
    and ($site is null or coalesce(complaint.site, 'unknown') = $site)
    and ($region is null or coalesce(complaint.region, 'unknown') = $region)
    and ($team is null or coalesce(complaint.team, 'unknown') = $team)
    and ($product_family is null or coalesce(complaint.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(complaint.work_kind, 'unknown') = $work_kind)
),

counted as (
  select
    received.product_family,
    count(*) as n
  from received
  group by received.product_family
),

placed as (
  select
    counted.product_family,
    row_number() over (order by counted.n desc nulls last, counted.product_family asc nulls last) as place
  from counted
)

select
  case when placed.place <= $most then received.product_family end as product_family,
  coalesce(received.cause_group, 'unknown') as cause_group,
  cast(count(*) as double) as n
from received
inner join placed on received.product_family = placed.product_family
group by case when placed.place <= $most then received.product_family end, coalesce(received.cause_group, 'unknown')
order by product_family asc nulls last, cause_group asc nulls last

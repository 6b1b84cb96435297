-- what: complaints received by period and cause group; `unknown` where the cause has none. Periods without any complaint have no row.
-- parameters: grain VARCHAR, since DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with received as (
  select
    case when $grain = 'week' then week_start(complaint.received_on) else month_start(complaint.received_on) end as period_start,
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
    received.period_start,
    received.cause_group,
    count(*) as n
  from received
  group by received.period_start, received.cause_group
)

select
  counted.period_start,
  coalesce(counted.cause_group, 'unknown') as cause_group,
  named.name_zh,
  named.name_en,
  cast(counted.n as double) as n
from counted
left join ref.cause as named
  on
    counted.cause_group = named.code
    and named.is_current
order by counted.period_start asc nulls last, cause_group asc nulls last

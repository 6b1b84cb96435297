-- what: replacements of one part by period with what they are held against, as parts_list counts both; periods without one included.
-- parameters: part VARCHAR, grain VARCHAR, since DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with period as (
  select
    period.period_start,
    period.period_end
  from ref.period as period
  where period.grain = $grain and period.period_start >= $since and period.period_start < $until
),

day as (
  select
    day.day,
    case when $grain = 'week' then day.week_start else day.month_start end as period_start
  from ref.day as day
  where day.day >= $since and day.day < $until
),

replaced as (
  select
    day.period_start,
    count(*) as replacements
  from marts.part_replacement as replaced
  inner join day on day.day = replaced.replaced_on
  where
    replaced.part_no = $part
    and replaced.product_family is not null
    and ($source is null or coalesce(replaced.source, 'unknown') = $source)
    and ($site is null or coalesce(replaced.site, 'unknown') = $site)
    and ($region is null or coalesce(replaced.region, 'unknown') = $region)
    and ($team is null or coalesce(replaced.team, 'unknown') = $team)
    and ($product_family is null or coalesce(replaced.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(replaced.work_kind, 'unknown') = $work_kind)
  group by day.period_start
),

put_into as (
  select failure.product_family
  from marts.part_failure as failure
  where failure.part_no = $part and ($product_family is null or failure.product_family = $product_family)
  group by failure.product_family
),

unit as (
  select
    day.period_start,
    sum(exact(exposure.unit_years)) as years
  from marts.part_exposure as exposure
  inner join day on day.day = exposure.from_on
  inner join put_into on put_into.product_family = exposure.product_family
  where $region is null or coalesce(exposure.region, 'unknown') = $region
  group by day.period_start
),

job as (
  select
    day.period_start,
    count(*) as jobs
  from marts.ticket as ticket
  inner join day on day.day = ticket.resolved_on
  inner join put_into on put_into.product_family = ticket.product_family
  where
    ticket.is_served
    and ticket.resolved_on >= $since
    and ticket.resolved_on < $until
    and ($source is null or coalesce(ticket.source, 'unknown') = $source)
    and ($site is null or coalesce(ticket.site, 'unknown') = $site)
    and ($region is null or coalesce(ticket.region, 'unknown') = $region)
    and ($team is null or coalesce(ticket.team, 'unknown') = $team)
    and ($work_kind is null or coalesce(ticket.work_kind, 'unknown') = $work_kind)
  group by day.period_start
),

stated as (
  select count(*) > 0 as has_units
  from marts.part_exposure as exposure
)

select
  period.period_start,
  cast(coalesce(replaced.replacements, 0) as double) as replacements,
  case
    when stated.has_units and $source is null and $site is null and $team is null and $work_kind is null then cast(unit.years as double)
    when not stated.has_units then cast(coalesce(job.jobs, 0) as double)
  end as exposure
from period
cross join stated
left join replaced on replaced.period_start = period.period_start
left join unit on unit.period_start = period.period_start
left join job on job.period_start = period.period_start
order by period.period_start asc nulls last

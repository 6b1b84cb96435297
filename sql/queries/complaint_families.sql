-- what: complaints received in [since, until) and jobs served in it by product family, those with most complaints first. The others are one
-- row without a name. Families with jobs and no complaint are counted; without jobs there is no denominator.
-- parameters: grain VARCHAR, since DATE, until DATE, most INTEGER, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with received as (
  select
    coalesce(complaint.product_family, 'unknown') as product_family,
    count(*) as n
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
  group by coalesce(complaint.product_family, 'unknown')
),

served as (
  select
    cell.product_family,
    sum(exact(cell.denominator)) as jobs
  from marts.kpi_cell as cell
  inner join ref.kpi as kpi
    on
      cell.kpi_id = kpi.kpi_id
      and cell.definition_version = kpi.definition_version
      and kpi.is_computed
  where
    cell.kpi_id = 'complaints_per_1000_jobs'
    and cell.grain = $grain
    and cell.period_start >= $since
    and cell.period_start < $until
    and ($source is null or cell.source = $source)
    and ($site is null or cell.site = $site)
    and ($region is null or cell.region = $region)
    and ($team is null or cell.team = $team)
    and ($product_family is null or cell.product_family = $product_family)
    and ($work_kind is null or cell.work_kind = $work_kind)
  group by cell.product_family
),

listed as (
  select
    coalesce(received.product_family, served.product_family) as product_family,
    coalesce(received.n, 0) as n,
    coalesce(served.jobs, 0) as jobs
  from received
  full join served on received.product_family = served.product_family
),

placed as (
  select
    listed.n,
    listed.jobs,
    case
      when row_number() over (order by listed.n desc nulls last, listed.jobs desc nulls last, listed.product_family asc nulls last) <= $most
        then listed.product_family
    end as product_family
  from listed
)

select
  placed.product_family,
  cast(sum(placed.n) as double) as n,
  cast(sum(placed.jobs) as double) as jobs,
  cast(count(*) as double) as families
from placed
group by placed.product_family
order by placed.product_family is null asc nulls last, n desc nulls last, jobs desc nulls last, placed.product_family asc nulls last

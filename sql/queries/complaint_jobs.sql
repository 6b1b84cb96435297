-- what: jobs served in [since, until) by period, the denominator of complaints for each 1,000 jobs. Where nobody records complaints there are none.
-- parameters: grain VARCHAR, since DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  cell.period_start,
  cast(sum(exact(cell.denominator)) as double) as jobs
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
group by cell.period_start
order by cell.period_start asc nulls last

-- what: median and 90th percentile of durations and costs for any combination of filters, the latest periods of a grain. Apart from
-- kpi_filtered because they cannot be added up: each is taken from the values of its cases, which takes longer the more cases the filters
-- leave. A page shows the sums first.
-- parameters: grain VARCHAR, periods INTEGER, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with last_period as (
  select max(period.period_index) as period_index
  from ref.period as period
  where period.grain = $grain
),

shown as (
  select
    min(period.period_start) as shown_from,
    max(period.period_end) as shown_until
  from ref.period as period
  cross join last_period
  where
    period.grain = $grain
    and period.period_index > last_period.period_index - $periods
),

valued as (
  select
    kpi_value.kpi_id,
    kpi_value.definition_version,
    case when $grain = 'week' then week_start(kpi_value.booked_on) else month_start(kpi_value.booked_on) end as period_start,
    kpi_value.value
  from marts.kpi_value as kpi_value
  cross join shown
  where
    kpi_value.booked_on >= shown.shown_from
    and kpi_value.booked_on < shown.shown_until
    and ($source is null or kpi_value.source = $source)
    and ($site is null or kpi_value.site = $site)
    and ($region is null or kpi_value.region = $region)
    and ($team is null or kpi_value.team = $team)
    and ($product_family is null or kpi_value.product_family = $product_family)
    and ($work_kind is null or kpi_value.work_kind = $work_kind)
)

select
  valued.kpi_id,
  valued.period_start,
  median_of(valued.value) as median,
  quantile_of(valued.value, 0.9) as p90
from valued
inner join ref.kpi as kpi
  on
    valued.kpi_id = kpi.kpi_id
    and valued.definition_version = kpi.definition_version
where kpi.is_computed
group by valued.kpi_id, valued.period_start
order by valued.kpi_id asc nulls last, valued.period_start asc nulls last

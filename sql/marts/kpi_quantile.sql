-- grain: one row per KPI that is a mean or a median, grain, period, slice and slice value
-- key: kpi_id, grain, slice, slice_value, period_start
-- clock: site-local weeks from Monday and months
-- why: Median and 90th percentile cannot be added up from days; they are taken from the cases of each period, exactly.
-- materialized: table
with valued as (
  select
    k.kpi_id,
    k.definition_version,
    week_start(k.booked_on) as week_start,
    month_start(k.booked_on) as month_start,
    k.source,
    k.site,
    k.region,
    k.team,
    k.product_family,
    k.fault_family,
    k.service_mode,
    k.work_kind,
    k.priority,
    k.warranty,
    k.value
  from marts.kpi_value as k
)

select
  v.kpi_id,
  v.definition_version,
  case when v.week_start is not null then 'week' else 'month' end as grain,
  coalesce(v.week_start, v.month_start) as period_start,
  case
    when v.source is not null then 'source'
    when v.site is not null then 'site'
    when v.region is not null then 'region'
    when v.team is not null then 'team'
    when v.product_family is not null then 'product_family'
    when v.fault_family is not null then 'fault_family'
    when v.service_mode is not null then 'service_mode'
    when v.work_kind is not null then 'work_kind'
    when v.priority is not null then 'priority'
    when v.warranty is not null then 'warranty'
    else 'all'
  end as slice,
  coalesce(
    v.source, v.site, v.region, v.team, v.product_family, v.fault_family, v.service_mode, v.work_kind, v.priority, v.warranty, 'all'
  ) as slice_value,
  median_of(v.value) as median,
  quantile_of(v.value, 0.9) as p90
from valued as v
group by grouping sets (
  (v.kpi_id, v.definition_version, v.week_start),
  (v.kpi_id, v.definition_version, v.week_start, v.source),
  (v.kpi_id, v.definition_version, v.week_start, v.site),
  (v.kpi_id, v.definition_version, v.week_start, v.region),
  (v.kpi_id, v.definition_version, v.week_start, v.team),
  (v.kpi_id, v.definition_version, v.week_start, v.product_family),
  (v.kpi_id, v.definition_version, v.week_start, v.fault_family),
  (v.kpi_id, v.definition_version, v.week_start, v.service_mode),
  (v.kpi_id, v.definition_version, v.week_start, v.work_kind),
  (v.kpi_id, v.definition_version, v.week_start, v.priority),
  (v.kpi_id, v.definition_version, v.week_start, v.warranty),
  (v.kpi_id, v.definition_version, v.month_start),
  (v.kpi_id, v.definition_version, v.month_start, v.source),
  (v.kpi_id, v.definition_version, v.month_start, v.site),
  (v.kpi_id, v.definition_version, v.month_start, v.region),
  (v.kpi_id, v.definition_version, v.month_start, v.team),
  (v.kpi_id, v.definition_version, v.month_start, v.product_family),
  (v.kpi_id, v.definition_version, v.month_start, v.fault_family),
  (v.kpi_id, v.definition_version, v.month_start, v.service_mode),
  (v.kpi_id, v.definition_version, v.month_start, v.work_kind),
  (v.kpi_id, v.definition_version, v.month_start, v.priority),
  (v.kpi_id, v.definition_version, v.month_start, v.warranty)
)

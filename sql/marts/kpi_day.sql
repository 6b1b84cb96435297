-- grain: one row per KPI, day, slice and slice value with any case
-- key: kpi_id, slice, slice_value, day
-- clock: site-local dates
-- why: Sums of kpi_case by day, kept ahead of time so that weeks, months and any span between are sums of few rows. Summed exactly
-- (DECIMAL), so that a rebuild gives the same figures whatever the order of the rows.
-- materialized: table
with sliced as (
  select
    k.kpi_id,
    k.definition_version,
    k.booked_on,
    coalesce(k.source, 'unknown') as source,
    coalesce(k.site, 'unknown') as site,
    coalesce(k.region, 'unknown') as region,
    coalesce(k.team, 'unknown') as team,
    coalesce(k.product_family, 'unknown') as product_family,
    coalesce(k.fault_family, 'unknown') as fault_family,
    coalesce(k.service_mode, 'unknown') as service_mode,
    coalesce(k.work_kind, 'unknown') as work_kind,
    coalesce(k.priority, 'unknown') as priority,
    coalesce(k.warranty, 'unknown') as warranty,
    exact(case when k.is_decided then k.numerator else 0 end) as numerator,
    exact(case when k.is_decided then coalesce(k.denominator, 0) else 0 end) as denominator,
    case when k.is_decided and (k.denominator is null or k.denominator <> 0) then 1 else 0 end as in_denominator,
    case when k.is_decided then 0 else 1 end as undecided
  from marts.kpi_case as k
)

select
  s.kpi_id,
  s.definition_version,
  s.booked_on as day,
  case
    when s.source is not null then 'source'
    when s.site is not null then 'site'
    when s.region is not null then 'region'
    when s.team is not null then 'team'
    when s.product_family is not null then 'product_family'
    when s.fault_family is not null then 'fault_family'
    when s.service_mode is not null then 'service_mode'
    when s.work_kind is not null then 'work_kind'
    when s.priority is not null then 'priority'
    when s.warranty is not null then 'warranty'
    else 'all'
  end as slice,
  coalesce(
    s.source, s.site, s.region, s.team, s.product_family, s.fault_family, s.service_mode, s.work_kind, s.priority, s.warranty, 'all'
  ) as slice_value,
  cast(sum(s.numerator) as double) as numerator,
  cast(sum(s.denominator) as double) as denominator,
  cast(sum(s.in_denominator) as double) as n,
  cast(count(*) as double) as cases,
  cast(sum(s.undecided) as double) as undecided
from sliced as s
group by grouping sets (
  (s.kpi_id, s.definition_version, s.booked_on),
  (s.kpi_id, s.definition_version, s.booked_on, s.source),
  (s.kpi_id, s.definition_version, s.booked_on, s.site),
  (s.kpi_id, s.definition_version, s.booked_on, s.region),
  (s.kpi_id, s.definition_version, s.booked_on, s.team),
  (s.kpi_id, s.definition_version, s.booked_on, s.product_family),
  (s.kpi_id, s.definition_version, s.booked_on, s.fault_family),
  (s.kpi_id, s.definition_version, s.booked_on, s.service_mode),
  (s.kpi_id, s.definition_version, s.booked_on, s.work_kind),
  (s.kpi_id, s.definition_version, s.booked_on, s.priority),
  (s.kpi_id, s.definition_version, s.booked_on, s.warranty)
)

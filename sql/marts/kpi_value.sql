-- grain: one row per decided case of a KPI that is a mean or a median
-- key: none
-- clock: site-local dates
-- why: Medians cannot be added up. Their cases, cut down to what they are sliced by and stored by KPI and day, so that the median of any
-- combination of filters reads a few neighbouring rows.
-- materialized: table
-- order: kpi_id, booked_on
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
  k.value
from marts.kpi_case as k
where k.value is not null and k.is_decided

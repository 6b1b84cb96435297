-- grain: one row per KPI and case
-- key: kpi_id, case_id
-- clock: site-local dates
-- why: Hours by day and kind of work; the kind is a slice.
-- materialized: view
select
  'hours_by_kind' as kpi_id, 1 as definition_version, l.labour_key as case_id, 'labour' as subject_kind, l.ticket_key as ticket_key,
  l.worked_on as booked_on,
  l.source, l.site, l.region, l.team, l.technician_id, l.product_family, l.product_model, l.fault_family, l.service_mode,
  l.work_kind, l.priority, l.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(exact(l.hours) as double) as numerator,
  cast(null as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.labour as l

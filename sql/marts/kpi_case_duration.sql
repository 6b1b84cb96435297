-- grain: one row per KPI and case
-- key: kpi_id, case_id
-- clock: site-local dates, durations in calendar minutes or days
-- why: Durations that have ended, each booked on the day it ended. Tickets whose times are in an impossible order have none. The waits for
-- customer, parts and supplier do not overlap, so they can be taken off as a sum.
-- materialized: view
select
  'first_response_calendar_minutes' as kpi_id, 1 as definition_version, t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.responded_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(exact(t.first_response_minutes) as double) as numerator,
  cast(1 as double) as denominator,
  cast(exact(t.first_response_minutes) as double) as value,
  true as is_decided
from marts.ticket as t
where t.responded_on is not null and t.first_response_minutes is not null
union all
select
  'resolution_calendar_minutes' as kpi_id, 1 as definition_version, t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.resolved_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(exact(t.resolution_minutes) as double) as numerator,
  cast(1 as double) as denominator,
  cast(exact(t.resolution_minutes) as double) as value,
  true as is_decided
from marts.ticket as t
where t.resolved_on is not null and t.resolution_minutes is not null
union all
select
  'resolution_net_of_waits_minutes' as kpi_id, 1 as definition_version, t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.resolved_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(exact(t.resolution_minutes - t.wait_minutes) as double) as numerator,
  cast(1 as double) as denominator,
  cast(exact(t.resolution_minutes - t.wait_minutes) as double) as value,
  true as is_decided
from marts.ticket as t
where t.resolved_on is not null and t.resolution_minutes is not null
union all
select
  'complaint_resolution_days' as kpi_id, 1 as definition_version, c.complaint_key as case_id, 'complaint' as subject_kind, c.ticket_key as ticket_key,
  c.resolved_on as booked_on,
  c.source, c.site, c.region, c.team, c.technician_id, c.product_family, c.product_model, c.fault_family, c.service_mode,
  c.work_kind, c.priority, c.warranty, c.cause_group as cause_group, c.root_cause as cause,
  cast(exact(c.resolution_calendar_minutes / 1440) as double) as numerator,
  cast(1 as double) as denominator,
  cast(exact(c.resolution_calendar_minutes / 1440) as double) as value,
  true as is_decided
from marts.complaint as c
where c.resolved_on is not null

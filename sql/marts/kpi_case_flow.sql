-- grain: one row per KPI and case
-- key: kpi_id, case_id
-- clock: site-local dates
-- why: Tickets coming, going and staying. tickets_received counts cancelled ones too; tickets_resolved those that have a resolution
-- now (a ticket that was reopened and not resolved since has none). net_flow: +1 when received, −1 when resolved. backlog_open: +1 when
-- received, −1 on the day it was resolved, closed or cancelled, whichever came first; a cancelled ticket without any time of that on the
-- day of its last version. A ticket that was reopened counts as open from its reception on until it is resolved anew.
-- materialized: view
select
  'tickets_received' as kpi_id, 1 as definition_version, t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.received_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(1 as double) as numerator,
  cast(null as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.ticket as t
union all
select
  'tickets_resolved' as kpi_id, 1 as definition_version, t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.resolved_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(1 as double) as numerator,
  cast(null as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.ticket as t
where t.resolved_on is not null
union all
select
  'net_flow' as kpi_id, 1 as definition_version, t.ticket_key || ':in' as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.received_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(1 as double) as numerator,
  cast(null as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.ticket as t
union all
select
  'net_flow' as kpi_id, 1 as definition_version, t.ticket_key || ':out' as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.resolved_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(-1 as double) as numerator,
  cast(null as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.ticket as t
where t.resolved_on is not null
union all
select
  'backlog_open' as kpi_id, 1 as definition_version, t.ticket_key || ':in' as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.received_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(1 as double) as numerator,
  cast(null as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.ticket as t
union all
select
  'backlog_open' as kpi_id, 1 as definition_version, t.ticket_key || ':out' as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  case
    when not t.is_job and t.cancelled_at is not null
      and (t.resolved_on is null or local_date(t.cancelled_at, p.time_zone) <= t.resolved_on)
      and (t.closed_on is null or local_date(t.cancelled_at, p.time_zone) <= t.closed_on)
      then local_date(t.cancelled_at, p.time_zone)
    when t.resolved_on is not null and (t.closed_on is null or t.resolved_on <= t.closed_on) then t.resolved_on
    when t.closed_on is not null then t.closed_on
    else coalesce(local_date(t.cancelled_at, p.time_zone), local_date(t.updated_at, p.time_zone), t.received_on)
  end as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(-1 as double) as numerator,
  cast(null as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.ticket as t
cross join ref.parameter as p
where not t.is_open

-- grain: one row per KPI and case
-- key: kpi_id, case_id
-- clock: site-local dates
-- why: Kept and broken promises by stage. Running and not-started ones wait, undecided; void and unknown ones are no cases. Booked on the
-- day the clock started; a promise without a start, or not started yet, on the day its subject came in.
-- materialized: view
select
  'response_kept_rate' as kpi_id, 1 as definition_version, p.source || ':' || p.subject_id || ':' || p.promise_id || ':' || cast(p.cycle as varchar) as case_id, 'ticket' as subject_kind, p.ticket_key as ticket_key,
  p.started_on as booked_on,
  p.source, p.site, p.region, p.team, p.technician_id, p.product_family, p.product_model, p.fault_family, p.service_mode,
  p.work_kind, p.priority, p.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when p.verdict = 'kept' then 1 else 0 end as double) as numerator,
  cast(case when p.verdict in ('kept', 'broken') then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  p.verdict in ('kept', 'broken') as is_decided
from marts.promise as p
where p.stage = 'response' and p.subject_kind = 'ticket' and p.verdict in ('kept', 'broken', 'running', 'not_started')
union all
select
  'dispatch_kept_rate' as kpi_id, 1 as definition_version, p.source || ':' || p.subject_id || ':' || p.promise_id || ':' || cast(p.cycle as varchar) as case_id, 'ticket' as subject_kind, p.ticket_key as ticket_key,
  p.started_on as booked_on,
  p.source, p.site, p.region, p.team, p.technician_id, p.product_family, p.product_model, p.fault_family, p.service_mode,
  p.work_kind, p.priority, p.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when p.verdict = 'kept' then 1 else 0 end as double) as numerator,
  cast(case when p.verdict in ('kept', 'broken') then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  p.verdict in ('kept', 'broken') as is_decided
from marts.promise as p
where p.stage = 'dispatch' and p.subject_kind = 'ticket' and p.verdict in ('kept', 'broken', 'running', 'not_started')
union all
select
  'visit_kept_rate' as kpi_id, 1 as definition_version, p.source || ':' || p.subject_id || ':' || p.promise_id || ':' || cast(p.cycle as varchar) as case_id, 'ticket' as subject_kind, p.ticket_key as ticket_key,
  p.started_on as booked_on,
  p.source, p.site, p.region, p.team, p.technician_id, p.product_family, p.product_model, p.fault_family, p.service_mode,
  p.work_kind, p.priority, p.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when p.verdict = 'kept' then 1 else 0 end as double) as numerator,
  cast(case when p.verdict in ('kept', 'broken') then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  p.verdict in ('kept', 'broken') as is_decided
from marts.promise as p
where p.stage = 'visit' and p.subject_kind = 'ticket' and p.verdict in ('kept', 'broken', 'running', 'not_started')
union all
select
  'diagnosis_kept_rate' as kpi_id, 1 as definition_version, p.source || ':' || p.subject_id || ':' || p.promise_id || ':' || cast(p.cycle as varchar) as case_id, 'ticket' as subject_kind, p.ticket_key as ticket_key,
  p.started_on as booked_on,
  p.source, p.site, p.region, p.team, p.technician_id, p.product_family, p.product_model, p.fault_family, p.service_mode,
  p.work_kind, p.priority, p.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when p.verdict = 'kept' then 1 else 0 end as double) as numerator,
  cast(case when p.verdict in ('kept', 'broken') then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  p.verdict in ('kept', 'broken') as is_decided
from marts.promise as p
where p.stage = 'diagnosis' and p.subject_kind = 'ticket' and p.verdict in ('kept', 'broken', 'running', 'not_started')
union all
select
  'handback_kept_rate' as kpi_id, 1 as definition_version, p.source || ':' || p.subject_id || ':' || p.promise_id || ':' || cast(p.cycle as varchar) as case_id, 'ticket' as subject_kind, p.ticket_key as ticket_key,
  p.started_on as booked_on,
  p.source, p.site, p.region, p.team, p.technician_id, p.product_family, p.product_model, p.fault_family, p.service_mode,
  p.work_kind, p.priority, p.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when p.verdict = 'kept' then 1 else 0 end as double) as numerator,
  cast(case when p.verdict in ('kept', 'broken') then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  p.verdict in ('kept', 'broken') as is_decided
from marts.promise as p
where p.stage = 'handback' and p.subject_kind = 'ticket' and p.verdict in ('kept', 'broken', 'running', 'not_started')
union all
select
  'resolution_kept_rate' as kpi_id, 1 as definition_version, p.source || ':' || p.subject_id || ':' || p.promise_id || ':' || cast(p.cycle as varchar) as case_id, 'ticket' as subject_kind, p.ticket_key as ticket_key,
  p.started_on as booked_on,
  p.source, p.site, p.region, p.team, p.technician_id, p.product_family, p.product_model, p.fault_family, p.service_mode,
  p.work_kind, p.priority, p.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when p.verdict = 'kept' then 1 else 0 end as double) as numerator,
  cast(case when p.verdict in ('kept', 'broken') then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  p.verdict in ('kept', 'broken') as is_decided
from marts.promise as p
where p.stage = 'resolution' and p.subject_kind = 'ticket' and p.verdict in ('kept', 'broken', 'running', 'not_started')
union all
select
  'agreed_kept_rate' as kpi_id, 1 as definition_version, p.source || ':' || p.subject_id || ':' || p.promise_id || ':' || cast(p.cycle as varchar) as case_id, 'ticket' as subject_kind, p.ticket_key as ticket_key,
  p.started_on as booked_on,
  p.source, p.site, p.region, p.team, p.technician_id, p.product_family, p.product_model, p.fault_family, p.service_mode,
  p.work_kind, p.priority, p.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when p.verdict = 'kept' then 1 else 0 end as double) as numerator,
  cast(case when p.verdict in ('kept', 'broken') then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  p.verdict in ('kept', 'broken') as is_decided
from marts.promise as p
where p.stage = 'agreed' and p.subject_kind = 'ticket' and p.verdict in ('kept', 'broken', 'running', 'not_started')

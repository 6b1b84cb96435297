-- grain: one row per KPI and case
-- key: kpi_id, case_id
-- clock: site-local dates
-- why: Promises to subjects that are no tickets, by the rules of kpi_case_promise, and overruns explained in time. An overrun is a broken
-- promise; where a source never records an explanation, explaining is not measured.
-- materialized: view
select
  'complaint_response_kept_rate' as kpi_id, 1 as definition_version, p.source || ':' || p.subject_id || ':' || p.promise_id || ':' || cast(p.cycle as varchar) as case_id, 'complaint' as subject_kind, p.ticket_key as ticket_key,
  p.started_on as booked_on,
  p.source, p.site, p.region, p.team, p.technician_id, p.product_family, p.product_model, p.fault_family, p.service_mode,
  p.work_kind, p.priority, p.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when p.verdict = 'kept' then 1 else 0 end as double) as numerator,
  cast(case when p.verdict in ('kept', 'broken') then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  p.verdict in ('kept', 'broken') as is_decided
from marts.promise as p
where p.stage = 'response' and p.subject_kind = 'complaint' and p.verdict in ('kept', 'broken', 'running', 'not_started')
union all
select
  'complaint_resolution_kept_rate' as kpi_id, 1 as definition_version, p.source || ':' || p.subject_id || ':' || p.promise_id || ':' || cast(p.cycle as varchar) as case_id, 'complaint' as subject_kind, p.ticket_key as ticket_key,
  p.started_on as booked_on,
  p.source, p.site, p.region, p.team, p.technician_id, p.product_family, p.product_model, p.fault_family, p.service_mode,
  p.work_kind, p.priority, p.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when p.verdict = 'kept' then 1 else 0 end as double) as numerator,
  cast(case when p.verdict in ('kept', 'broken') then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  p.verdict in ('kept', 'broken') as is_decided
from marts.promise as p
where p.stage = 'resolution' and p.subject_kind = 'complaint' and p.verdict in ('kept', 'broken', 'running', 'not_started')
union all
select
  'stock_request_kept_rate' as kpi_id, 1 as definition_version, p.source || ':' || p.subject_id || ':' || p.promise_id || ':' || cast(p.cycle as varchar) as case_id, 'stock_request' as subject_kind, p.ticket_key as ticket_key,
  p.started_on as booked_on,
  p.source, p.site, p.region, p.team, p.technician_id, p.product_family, p.product_model, p.fault_family, p.service_mode,
  p.work_kind, p.priority, p.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when p.verdict = 'kept' then 1 else 0 end as double) as numerator,
  cast(case when p.verdict in ('kept', 'broken') then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  p.verdict in ('kept', 'broken') as is_decided
from marts.promise as p
where p.stage = 'answer' and p.subject_kind = 'stock_request' and p.verdict in ('kept', 'broken', 'running', 'not_started')
union all
select
  'contract_notice_rate' as kpi_id, 1 as definition_version, p.source || ':' || p.subject_id || ':' || p.promise_id || ':' || cast(p.cycle as varchar) as case_id, 'contract' as subject_kind, p.ticket_key as ticket_key,
  p.started_on as booked_on,
  p.source, p.site, p.region, p.team, p.technician_id, p.product_family, p.product_model, p.fault_family, p.service_mode,
  p.work_kind, p.priority, p.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when p.verdict = 'kept' then 1 else 0 end as double) as numerator,
  cast(case when p.verdict in ('kept', 'broken') then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  p.verdict in ('kept', 'broken') as is_decided
from marts.promise as p
where p.stage = 'notice' and p.subject_kind = 'contract' and p.verdict in ('kept', 'broken', 'running', 'not_started')
union all
select
  'overrun_explained_rate' as kpi_id, 1 as definition_version, p.source || ':' || p.subject_id || ':' || p.promise_id || ':' || cast(p.cycle as varchar) as case_id, 'ticket' as subject_kind, p.ticket_key as ticket_key,
  p.started_on as booked_on,
  p.source, p.site, p.region, p.team, p.technician_id, p.product_family, p.product_model, p.fault_family, p.service_mode,
  p.work_kind, p.priority, p.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when p.is_explained_in_time then 1 else 0 end as double) as numerator,
  cast(case when p.verdict = 'broken' then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  p.verdict = 'broken' as is_decided
from marts.promise as p
inner join intermediate.kpi_source_described as s on s.source = p.source and s.records_explanation
where p.subject_kind = 'ticket' and p.verdict in ('broken', 'running', 'not_started')

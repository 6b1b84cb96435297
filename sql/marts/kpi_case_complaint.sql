-- grain: one row per KPI and case
-- key: kpi_id, case_id
-- clock: site-local dates
-- why: Complaints as counts, as a level, and for each 1,000 served jobs: a complaint adds 1,000 to the numerator on the day it came in, a served
-- job 1 to the denominator on the day it was resolved. A complaint is the service's only when that was settled; one still unsettled
-- after 14 days is taken as not the service's. `unclassified` and labels that the taxonomy does not know are no root cause.
-- Where nobody records complaints (none loaded, none mapped) their rate is not measured, instead of being 0: jobs are then no cases of it.
-- A decision on a cause counts where the machine had proposed one, on its day, at the latest on that of as_of.
-- Complaints and jobs may come from different sources, so one source of complaints is enough for all jobs.
-- materialized: view
with complaint_recorded as (
  select c.source
  from marts.complaint as c
  union
  select m.source
  from ref.mapped_field as m
  where m.entity = 'complaint'
)

select
  'complaints_received' as kpi_id, 1 as definition_version, c.complaint_key as case_id, 'complaint' as subject_kind, c.ticket_key as ticket_key,
  c.received_on as booked_on,
  c.source, c.site, c.region, c.team, c.technician_id, c.product_family, c.product_model, c.fault_family, c.service_mode,
  c.work_kind, c.priority, c.warranty, c.cause_group as cause_group, c.root_cause as cause,
  cast(1 as double) as numerator,
  cast(null as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.complaint as c
union all
select
  'complaints_open' as kpi_id, 1 as definition_version, c.complaint_key || ':in' as case_id, 'complaint' as subject_kind, c.ticket_key as ticket_key,
  c.received_on as booked_on,
  c.source, c.site, c.region, c.team, c.technician_id, c.product_family, c.product_model, c.fault_family, c.service_mode,
  c.work_kind, c.priority, c.warranty, c.cause_group as cause_group, c.root_cause as cause,
  cast(1 as double) as numerator,
  cast(null as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.complaint as c
union all
select
  'complaints_open' as kpi_id, 1 as definition_version, c.complaint_key || ':out' as case_id, 'complaint' as subject_kind, c.ticket_key as ticket_key,
  case when c.resolved_on <= c.closed_on or c.closed_on is null then c.resolved_on else c.closed_on end as booked_on,
  c.source, c.site, c.region, c.team, c.technician_id, c.product_family, c.product_model, c.fault_family, c.service_mode,
  c.work_kind, c.priority, c.warranty, c.cause_group as cause_group, c.root_cause as cause,
  cast(-1 as double) as numerator,
  cast(null as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.complaint as c
where not c.is_open
union all
select
  'complaints_per_1000_jobs' as kpi_id, 1 as definition_version, 'complaint:' || c.complaint_key as case_id, 'complaint' as subject_kind, c.ticket_key as ticket_key,
  c.received_on as booked_on,
  c.source, c.site, c.region, c.team, c.technician_id, c.product_family, c.product_model, c.fault_family, c.service_mode,
  c.work_kind, c.priority, c.warranty, c.cause_group as cause_group, c.root_cause as cause,
  cast(1000 as double) as numerator,
  cast(0 as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.complaint as c
union all
select
  'complaints_per_1000_jobs' as kpi_id, 1 as definition_version, 'ticket:' || t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.resolved_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(0 as double) as numerator,
  cast(1 as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.ticket as t
where t.is_served and exists (select r.source from complaint_recorded as r)
union all
select
  'service_complaints_per_1000_jobs' as kpi_id, 1 as definition_version, 'complaint:' || c.complaint_key as case_id, 'complaint' as subject_kind, c.ticket_key as ticket_key,
  c.received_on as booked_on,
  c.source, c.site, c.region, c.team, c.technician_id, c.product_family, c.product_model, c.fault_family, c.service_mode,
  c.work_kind, c.priority, c.warranty, c.cause_group as cause_group, c.root_cause as cause,
  cast(case when c.is_settled_service then 1000 else 0 end as double) as numerator,
  cast(0 as double) as denominator,
  cast(null as double) as value,
  (c.responsibility <> 'unsettled' or coalesce(add_days(c.received_on, 14) < s.known_until, false)) as is_decided
from marts.complaint as c
left join intermediate.kpi_source_described as s on s.source = c.source
union all
select
  'service_complaints_per_1000_jobs' as kpi_id, 1 as definition_version, 'ticket:' || t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.resolved_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(0 as double) as numerator,
  cast(1 as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.ticket as t
where t.is_served and exists (select r.source from complaint_recorded as r)
union all
select
  'complaint_feedback_rate' as kpi_id, 1 as definition_version, c.complaint_key as case_id, 'complaint' as subject_kind, c.ticket_key as ticket_key,
  c.closed_on as booked_on,
  c.source, c.site, c.region, c.team, c.technician_id, c.product_family, c.product_model, c.fault_family, c.service_mode,
  c.work_kind, c.priority, c.warranty, c.cause_group as cause_group, c.root_cause as cause,
  cast(case when c.outcome_told_at is not null then 1 else 0 end as double) as numerator,
  cast(1 as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.complaint as c
inner join intermediate.kpi_source_described as s on s.source = c.source and s.records_feedback
where c.closed_on is not null
union all
select
  'unclassified_rate' as kpi_id, 1 as definition_version, c.complaint_key as case_id, 'complaint' as subject_kind, c.ticket_key as ticket_key,
  c.received_on as booked_on,
  c.source, c.site, c.region, c.team, c.technician_id, c.product_family, c.product_model, c.fault_family, c.service_mode,
  c.work_kind, c.priority, c.warranty, c.cause_group as cause_group, c.root_cause as cause,
  cast(case when coalesce(add_days(c.received_on, 7) < s.known_until, false) and c.is_unclassified then 1 else 0 end as double) as numerator,
  cast(case when coalesce(add_days(c.received_on, 7) < s.known_until, false) then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  coalesce(add_days(c.received_on, 7) < s.known_until, false) as is_decided
from marts.complaint as c
left join intermediate.kpi_source_described as s on s.source = c.source
union all
select
  'cause_agreement_rate' as kpi_id, 1 as definition_version, c.complaint_key as case_id, 'complaint' as subject_kind, c.ticket_key as ticket_key,
  case when local_date(d.decided_at, p.time_zone) > p.as_of_date then p.as_of_date else local_date(d.decided_at, p.time_zone) end as booked_on,
  c.source, c.site, c.region, c.team, c.technician_id, c.product_family, c.product_model, c.fault_family, c.service_mode,
  c.work_kind, c.priority, c.warranty, c.cause_group as cause_group, c.root_cause as cause,
  cast(case when d.is_confirmed then 1 else 0 end as double) as numerator,
  cast(1 as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.complaint as c
inner join ref.cause_decision as d on d.source = c.source and d.complaint_id = c.complaint_id and d.is_confirmed is not null
cross join ref.parameter as p

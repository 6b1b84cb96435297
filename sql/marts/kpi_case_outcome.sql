-- grain: one row per KPI and case
-- key: kpi_id, case_id
-- clock: site-local dates
-- why: How jobs turned out. A case waits until its window is over and its source is loaded beyond it, whatever is known before: deciding
-- failures early and successes late would bias the figure. Without a unit id a job cannot be judged for repeats and is no case.
-- materialized: view
select
  'first_time_fix_rate' as kpi_id, 1 as definition_version, t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.resolved_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when coalesce(add_days(t.resolved_on, 30) < s.known_until, false) and t.is_first_time_fix then 1 else 0 end as double) as numerator,
  cast(case when coalesce(add_days(t.resolved_on, 30) < s.known_until, false) then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  coalesce(add_days(t.resolved_on, 30) < s.known_until, false) as is_decided
from marts.ticket as t
left join intermediate.kpi_source_described as s on s.source = t.source
where t.is_repair_job and t.has_unit_id and not t.is_order_impossible
  and (t.is_first_time_fix is not null or t.is_followed_by_repeat is null)
union all
select
  'repeat_repair_rate' as kpi_id, 1 as definition_version, t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.resolved_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when coalesce(add_days(t.resolved_on, 30) < s.known_until, false) and t.is_followed_by_repeat then 1 else 0 end as double) as numerator,
  cast(case when coalesce(add_days(t.resolved_on, 30) < s.known_until, false) then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  coalesce(add_days(t.resolved_on, 30) < s.known_until, false) as is_decided
from marts.ticket as t
left join intermediate.kpi_source_described as s on s.source = t.source
where t.is_repair_job and t.has_unit_id and not t.is_order_impossible
union all
select
  'reopen_rate' as kpi_id, 1 as definition_version, t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.resolved_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when coalesce(add_days(t.resolved_on, 14) < s.known_until, false) and t.reopen_count > 0 then 1 else 0 end as double) as numerator,
  cast(case when coalesce(add_days(t.resolved_on, 14) < s.known_until, false) then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  coalesce(add_days(t.resolved_on, 14) < s.known_until, false) as is_decided
from marts.ticket as t
left join intermediate.kpi_source_described as s on s.source = t.source
where t.resolved_on is not null
union all
select
  'follow_up_rate' as kpi_id, 1 as definition_version, t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.resolved_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when coalesce(add_days(t.resolved_on, 14) < s.known_until, false) and t.followed_up_on is not null then 1 else 0 end as double) as numerator,
  cast(case when coalesce(add_days(t.resolved_on, 14) < s.known_until, false) then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  coalesce(add_days(t.resolved_on, 14) < s.known_until, false) as is_decided
from marts.ticket as t
left join intermediate.kpi_source_described as s on s.source = t.source
where t.is_served and s.records_follow_up
union all
select
  'report_complete_rate' as kpi_id, 1 as definition_version, t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.resolved_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when coalesce(add_days(t.resolved_on, 7) < s.known_until, false) and t.report_complete and t.report_signed then 1 else 0 end as double) as numerator,
  cast(case when coalesce(add_days(t.resolved_on, 7) < s.known_until, false) then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  coalesce(add_days(t.resolved_on, 7) < s.known_until, false) as is_decided
from marts.ticket as t
left join intermediate.kpi_source_described as s on s.source = t.source
where t.is_served and s.records_report
union all
select
  'repair_over_replace_rate' as kpi_id, 1 as definition_version, t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.resolved_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when t.outcome = 'repaired' then 1 else 0 end as double) as numerator,
  cast(1 as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.ticket as t
where t.is_served and t.outcome in ('repaired', 'replaced')
union all
select
  'undispatched_today' as kpi_id, 1 as definition_version, t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.received_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when t.received_on < s.known_until and (t.dispatched_on is null or t.dispatched_on > t.received_on) then 1 else 0 end as double) as numerator,
  cast(case when t.received_on < s.known_until then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  coalesce(t.received_on < s.known_until, false) as is_decided
from marts.ticket as t
left join intermediate.kpi_source_described as s on s.source = t.source
where t.is_job and t.service_mode in ('onsite', 'installation') and s.records_dispatch

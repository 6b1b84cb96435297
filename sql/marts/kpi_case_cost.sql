-- grain: one row per KPI and case
-- key: kpi_id, case_id
-- clock: site-local dates
-- why: Money by repair. Costs come in late: a repair waits 30 days (net: 90, for claims), then counts if its costs are complete
-- (repair_cost.is_complete). Amounts in a currency without a rate stay out.
-- materialized: view
select
  'cost_per_repair' as kpi_id, 1 as definition_version, r.ticket_key as case_id, 'ticket' as subject_kind, r.ticket_key as ticket_key,
  r.resolved_on as booked_on,
  r.source, r.site, r.region, r.team, r.technician_id, r.product_family, r.product_model, r.fault_family, r.service_mode,
  r.work_kind, r.priority, r.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when coalesce(add_days(r.resolved_on, 30) < s.known_until, false) then r.gross_cost else 0 end as double) as numerator,
  cast(case when coalesce(add_days(r.resolved_on, 30) < s.known_until, false) then 1 else 0 end as double) as denominator,
  cast(case when coalesce(add_days(r.resolved_on, 30) < s.known_until, false) then r.gross_cost end as double) as value,
  coalesce(add_days(r.resolved_on, 30) < s.known_until, false) as is_decided
from marts.repair_cost as r
left join intermediate.kpi_source_described as s on s.source = r.source
where r.is_repair_job and s.has_cost and (r.is_complete or not coalesce(add_days(r.resolved_on, 30) < s.known_until, false))
union all
select
  'net_cost_per_repair' as kpi_id, 1 as definition_version, r.ticket_key as case_id, 'ticket' as subject_kind, r.ticket_key as ticket_key,
  r.resolved_on as booked_on,
  r.source, r.site, r.region, r.team, r.technician_id, r.product_family, r.product_model, r.fault_family, r.service_mode,
  r.work_kind, r.priority, r.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when coalesce(add_days(r.resolved_on, 90) < s.known_until, false) then r.net_cost else 0 end as double) as numerator,
  cast(case when coalesce(add_days(r.resolved_on, 90) < s.known_until, false) then 1 else 0 end as double) as denominator,
  cast(case when coalesce(add_days(r.resolved_on, 90) < s.known_until, false) then r.net_cost end as double) as value,
  coalesce(add_days(r.resolved_on, 90) < s.known_until, false) as is_decided
from marts.repair_cost as r
left join intermediate.kpi_source_described as s on s.source = r.source
where r.is_repair_job and s.has_cost and (r.is_complete or not coalesce(add_days(r.resolved_on, 90) < s.known_until, false))
union all
select
  'warranty_cost_share' as kpi_id, 1 as definition_version, r.ticket_key as case_id, 'ticket' as subject_kind, r.ticket_key as ticket_key,
  r.resolved_on as booked_on,
  r.source, r.site, r.region, r.team, r.technician_id, r.product_family, r.product_model, r.fault_family, r.service_mode,
  r.work_kind, r.priority, r.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when coalesce(add_days(r.resolved_on, 30) < s.known_until, false) and r.work_kind = 'C' then r.gross_cost else 0 end as double) as numerator,
  cast(case when coalesce(add_days(r.resolved_on, 30) < s.known_until, false) then r.gross_cost else 0 end as double) as denominator,
  cast(null as double) as value,
  coalesce(add_days(r.resolved_on, 30) < s.known_until, false) as is_decided
from marts.repair_cost as r
left join intermediate.kpi_source_described as s on s.source = r.source
where r.resolved_on is not null and r.work_kind is not null and (r.is_complete or not coalesce(add_days(r.resolved_on, 30) < s.known_until, false))
union all
select
  'cost_unmatched_share' as kpi_id, 1 as definition_version, e.entry_key as case_id, 'cost_entry' as subject_kind, e.ticket_key as ticket_key,
  e.used_on as booked_on,
  e.source, e.site, e.region, e.team, e.technician_id, e.product_family, e.product_model, e.fault_family, e.service_mode,
  e.work_kind, e.priority, e.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when coalesce(add_days(e.used_on, 7) < s.known_until, false) and not e.is_on_ticket then e.cost else 0 end as double) as numerator,
  cast(case when coalesce(add_days(e.used_on, 7) < s.known_until, false) then e.cost else 0 end as double) as denominator,
  cast(null as double) as value,
  coalesce(add_days(e.used_on, 7) < s.known_until, false) as is_decided
from marts.cost_entry as e
left join intermediate.kpi_source_described as s on s.source = e.source
where e.cost is not null

-- grain: one row per KPI and case
-- key: kpi_id, case_id
-- clock: site-local dates
-- why: Money by repair. Costs come in late: a repair waits 30 days (net: 90, for claims), then counts if its costs are complete
-- (repair_cost.is_complete). Amounts in another currency than the home's stay out.
-- materialized: view
select
  'cost_per_repair' as kpi_id, 1 as definition_version, t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.resolved_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when coalesce(add_days(t.resolved_on, 30) < s.known_until, false) then r.gross_cost else 0 end as double) as numerator,
  cast(case when coalesce(add_days(t.resolved_on, 30) < s.known_until, false) then 1 else 0 end as double) as denominator,
  cast(case when coalesce(add_days(t.resolved_on, 30) < s.known_until, false) then r.gross_cost end as double) as value,
  coalesce(add_days(t.resolved_on, 30) < s.known_until, false) as is_decided
from marts.repair_cost as r
inner join marts.ticket as t on t.ticket_key = r.ticket_key
left join intermediate.kpi_source_described as s on s.source = t.source
where r.is_repair_job and s.has_cost and (r.is_complete or not coalesce(add_days(t.resolved_on, 30) < s.known_until, false))
union all
select
  'net_cost_per_repair' as kpi_id, 1 as definition_version, t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.resolved_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when coalesce(add_days(t.resolved_on, 90) < s.known_until, false) then r.net_cost else 0 end as double) as numerator,
  cast(case when coalesce(add_days(t.resolved_on, 90) < s.known_until, false) then 1 else 0 end as double) as denominator,
  cast(case when coalesce(add_days(t.resolved_on, 90) < s.known_until, false) then r.net_cost end as double) as value,
  coalesce(add_days(t.resolved_on, 90) < s.known_until, false) as is_decided
from marts.repair_cost as r
inner join marts.ticket as t on t.ticket_key = r.ticket_key
left join intermediate.kpi_source_described as s on s.source = t.source
where r.is_repair_job and s.has_cost and (r.is_complete or not coalesce(add_days(t.resolved_on, 90) < s.known_until, false))
union all
select
  'warranty_cost_share' as kpi_id, 1 as definition_version, t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.resolved_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when coalesce(add_days(t.resolved_on, 30) < s.known_until, false) and t.work_kind = 'C' then r.gross_cost else 0 end as double) as numerator,
  cast(case when coalesce(add_days(t.resolved_on, 30) < s.known_until, false) then r.gross_cost else 0 end as double) as denominator,
  cast(null as double) as value,
  coalesce(add_days(t.resolved_on, 30) < s.known_until, false) as is_decided
from marts.repair_cost as r
inner join marts.ticket as t on t.ticket_key = r.ticket_key
left join intermediate.kpi_source_described as s on s.source = t.source
where t.resolved_on is not null and t.work_kind is not null and (r.is_complete or not coalesce(add_days(t.resolved_on, 30) < s.known_until, false))
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
where e.cost is not null and e.is_home_currency

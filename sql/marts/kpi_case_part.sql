-- grain: one row per KPI and case
-- key: kpi_id, case_id
-- clock: site-local dates
-- why: Parts as money and as things. A claim waits 90 days for the supplier, an old part 14 days to come back.
-- materialized: view
select
  'supplier_recovery_rate' as kpi_id, 1 as definition_version, u.usage_key as case_id, 'part_usage' as subject_kind, u.ticket_key as ticket_key,
  u.claimed_on as booked_on,
  u.source, u.site, u.region, u.team, u.technician_id, u.product_family, u.product_model, u.fault_family, u.service_mode,
  u.work_kind, u.priority, u.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when coalesce(add_days(u.claimed_on, 90) < s.known_until, false) then coalesce(u.home_recovered_amount, 0) else 0 end as double) as numerator,
  cast(case when coalesce(add_days(u.claimed_on, 90) < s.known_until, false) then u.home_claim_amount else 0 end as double) as denominator,
  cast(null as double) as value,
  coalesce(add_days(u.claimed_on, 90) < s.known_until, false) as is_decided
from marts.part_usage as u
left join intermediate.kpi_source_described as s on s.source = u.source
where u.claimed_on is not null and u.home_claim_amount > 0
union all
select
  'old_part_return_rate' as kpi_id, 1 as definition_version, u.usage_key as case_id, 'part_usage' as subject_kind, u.ticket_key as ticket_key,
  u.used_on as booked_on,
  u.source, u.site, u.region, u.team, u.technician_id, u.product_family, u.product_model, u.fault_family, u.service_mode,
  u.work_kind, u.priority, u.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when coalesce(add_days(u.used_on, 14) < s.known_until, false) and u.old_part_returned then 1 else 0 end as double) as numerator,
  cast(case when coalesce(add_days(u.used_on, 14) < s.known_until, false) then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  coalesce(add_days(u.used_on, 14) < s.known_until, false) as is_decided
from marts.part_usage as u
left join intermediate.kpi_source_described as s on s.source = u.source
where u.is_returnable and u.quantity > 0 and s.records_old_part

-- grain: one row per repair job
-- key: kpi_id, case_id
-- clock: site-local dates
-- why: Parts used on each repair job, returned ones taken off; only in sources that record the use of parts. Decided 7 days after the resolution.
-- materialized: view
with used as (
  select
    u.ticket_key,
    sum(exact(u.quantity)) as quantity
  from marts.part_usage as u
  where u.ticket_key is not null
  group by u.ticket_key
)

select
  'parts_per_repair' as kpi_id, 1 as definition_version, t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.resolved_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when coalesce(add_days(t.resolved_on, 7) < s.known_until, false) then coalesce(u.quantity, 0) else 0 end as double) as numerator,
  cast(case when coalesce(add_days(t.resolved_on, 7) < s.known_until, false) then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  coalesce(add_days(t.resolved_on, 7) < s.known_until, false) as is_decided
from marts.ticket as t
left join used as u on u.ticket_key = t.ticket_key
left join intermediate.kpi_source_described as s on s.source = t.source
where t.is_repair_job and s.has_part_usage

-- grain: one row per KPI and case
-- key: kpi_id, case_id
-- clock: site-local dates
-- why: Parts as failures. part_failure_rate: a replacement adds 1,000 to the numerator; what it is held against adds to the denominator: years of units
-- in service where the home states any (then only products with a statement count), else served jobs, never both. Decided 7 days after,
-- as far as the sources of uses are known. A repeat replacement waits for ref.part_rule.repeat_days. Whether the right parts were
-- there the first time is decided 7 days after the resolution.
-- materialized: view
with exposed as (
  select e.product_family
  from marts.part_exposure as e
  group by e.product_family
),

usage_known as (
  select max(s.known_until) as known_until
  from intermediate.kpi_source_described as s
  where s.has_part_usage
)

select
  'part_failure_rate' as kpi_id, 1 as definition_version, 'part:' || r.replacement_key as case_id, 'part_usage' as subject_kind, r.ticket_key as ticket_key,
  r.replaced_on as booked_on,
  r.source, r.site, r.region, r.team, r.technician_id, r.product_family, r.product_model, r.fault_family, r.service_mode,
  r.work_kind, r.priority, r.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when coalesce(add_days(r.replaced_on, 7) < k.known_until, false) then 1000 else 0 end as double) as numerator,
  cast(0 as double) as denominator,
  cast(null as double) as value,
  coalesce(add_days(r.replaced_on, 7) < k.known_until, false) as is_decided
from marts.part_replacement as r
left join exposed as e on e.product_family = r.product_family
cross join usage_known as k
where r.product_family is not null and (e.product_family is not null or not exists (select x.product_family from exposed as x))
union all
select
  'part_failure_rate' as kpi_id, 1 as definition_version,
  'units:' || e.source || '|' || e.product_family || '|' || coalesce(e.region, '') || '|' || cast(e.from_on as varchar) as case_id,
  'exposure' as subject_kind, cast(null as varchar) as ticket_key,
  e.from_on as booked_on,
  e.source, cast(null as varchar) as site, e.region, cast(null as varchar) as team, cast(null as varchar) as technician_id, e.product_family,
  cast(null as varchar) as product_model, cast(null as varchar) as fault_family, cast(null as varchar) as service_mode,
  cast(null as varchar) as work_kind, cast(null as varchar) as priority, cast(null as varchar) as warranty,
  cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(0 as double) as numerator,
  cast(case when coalesce(add_days(e.until_on, 6) < k.known_until, false) then e.unit_years else 0 end as double) as denominator,
  cast(null as double) as value,
  coalesce(add_days(e.until_on, 6) < k.known_until, false) as is_decided
from marts.part_exposure as e
cross join usage_known as k
where k.known_until is not null
union all
select
  'part_failure_rate' as kpi_id, 1 as definition_version, 'ticket:' || t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.resolved_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(0 as double) as numerator,
  cast(case when coalesce(add_days(t.resolved_on, 7) < k.known_until, false) then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  coalesce(add_days(t.resolved_on, 7) < k.known_until, false) as is_decided
from marts.ticket as t
cross join usage_known as k
where
  t.is_served and t.product_family is not null and k.known_until is not null
  and not exists (select x.product_family from exposed as x)
union all
select
  'repeat_replacement_rate' as kpi_id, 1 as definition_version, r.replacement_key as case_id, 'part_usage' as subject_kind, r.ticket_key as ticket_key,
  r.replaced_on as booked_on,
  r.source, r.site, r.region, r.team, r.technician_id, r.product_family, r.product_model, r.fault_family, r.service_mode,
  r.work_kind, r.priority, r.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when coalesce(add_days(r.replaced_on, q.repeat_days) < s.known_until, false) and r.is_repeated then 1 else 0 end as double) as numerator,
  cast(case when coalesce(add_days(r.replaced_on, q.repeat_days) < s.known_until, false) then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  coalesce(add_days(r.replaced_on, q.repeat_days) < s.known_until, false) as is_decided
from marts.part_replacement as r
left join intermediate.kpi_source_described as s on s.source = r.source
cross join ref.part_rule as q
where r.unit_key is not null
union all
select
  'first_pass_part_rate' as kpi_id, 1 as definition_version, t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.resolved_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when coalesce(add_days(t.resolved_on, 7) < s.known_until, false) and f.is_first_pass then 1 else 0 end as double) as numerator,
  cast(case when coalesce(add_days(t.resolved_on, 7) < s.known_until, false) then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  coalesce(add_days(t.resolved_on, 7) < s.known_until, false) as is_decided
from marts.part_first_pass as f
inner join marts.ticket as t on t.ticket_key = f.ticket_key
left join intermediate.kpi_source_described as s on s.source = t.source

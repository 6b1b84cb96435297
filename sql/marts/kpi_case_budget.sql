-- grain: one row per KPI and case
-- key: kpi_id, case_id
-- clock: site-local dates
-- why: Cost less budget by cost centre and day, for cost centres and months that have a budget. A day is decided 30 days on, since costs
-- come in late, by the least known of the sources that record costs.
-- materialized: view
with known as (
  select min(s.known_until) as known_until
  from intermediate.kpi_source_described as s
  where s.has_cost
)

select
  'budget_variance' as kpi_id, 1 as definition_version, concat_key(b.cost_centre, b.day) as case_id, 'budget' as subject_kind,
  cast(null as varchar) as ticket_key,
  b.day as booked_on,
  b.source, cast(null as varchar) as site, cast(null as varchar) as region, cast(null as varchar) as team,
  cast(null as varchar) as technician_id, cast(null as varchar) as product_family, cast(null as varchar) as product_model,
  cast(null as varchar) as fault_family, cast(null as varchar) as service_mode,
  cast(null as varchar) as work_kind, cast(null as varchar) as priority, cast(null as varchar) as warranty,
  cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when coalesce(add_days(b.day, 30) < k.known_until, false) then exact(b.cost) - exact(b.budget) else 0 end as double) as numerator,
  cast(case when coalesce(add_days(b.day, 30) < k.known_until, false) then b.budget else 0 end as double) as denominator,
  cast(null as double) as value,
  coalesce(add_days(b.day, 30) < k.known_until, false) as is_decided
from marts.budget_day as b
cross join ref.parameter as p
cross join known as k
where b.day <= p.as_of_date

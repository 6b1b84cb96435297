-- grain: one row per KPI and case
-- key: kpi_id, case_id
-- clock: site-local dates, days of 24 hours
-- why: Counts against the books, and waits for parts that have ended, each booked on the day of its end. Tickets whose times are in an
-- impossible order have no waits that could be trusted.
-- materialized: view
select
  'stock_agreement_rate' as kpi_id, 1 as definition_version, c.count_key as case_id, 'stock_count' as subject_kind, cast(null as varchar) as ticket_key,
  c.counted_on as booked_on,
  c.source, c.site, c.region, cast(null as varchar) as team, cast(null as varchar) as technician_id, cast(null as varchar) as product_family,
  cast(null as varchar) as product_model, cast(null as varchar) as fault_family, cast(null as varchar) as service_mode,
  cast(null as varchar) as work_kind, cast(null as varchar) as priority, cast(null as varchar) as warranty,
  cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when c.is_equal then 1 else 0 end as double) as numerator,
  cast(1 as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.stock_count as c
union all
select
  'parts_wait_days' as kpi_id, 1 as definition_version, w.ticket_key || ':' || cast(w.event_order as varchar) as case_id, 'ticket' as subject_kind, w.ticket_key as ticket_key,
  local_date(w.ended_at, p.time_zone) as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(exact(w.minutes / 1440) as double) as numerator,
  cast(1 as double) as denominator,
  cast(exact(w.minutes / 1440) as double) as value,
  true as is_decided
from marts.ticket_wait as w
inner join marts.ticket as t on t.ticket_key = w.ticket_key
cross join ref.parameter as p
where w.waits_for = 'parts' and not w.is_open and not t.is_order_impossible

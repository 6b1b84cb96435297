-- grain: one row per source and labour entry
-- key: source, labour_id
-- clock: site-local dates, hours as reported
-- why: Hours and their cost by technician, day and kind of work. work_kind is the entry's own, not the ticket's. Hours on no ticket
-- belong to team and region of the technician on that day. Costs are in the home's currency, as stated or by the rate in force.
-- materialized: table
select
  l.labour_key,
  l.source,
  l.labour_id,
  l.ticket_id,
  t.ticket_key,
  l.worked_on,
  l.technician_id,
  l.work_kind,
  l.work_kind in ('A', 'B', 'C') as is_productive,
  l.hours,
  l.travel_hours,
  l.travel_km,
  cast(case when l.labour_currency = p.currency then l.labour_cost else cents_times(l.labour_cost, w.rate) end as double) as labour_cost,
  cast(case when l.travel_currency = p.currency then l.travel_cost else cents_times(l.travel_cost, v.rate) end as double) as travel_cost,
  l.is_labour_rated,
  l.is_travel_rated,
  l.skill_level,
  t.site,
  case when t.ticket_key is null then l.technician_region else t.region end as region,
  case when t.ticket_key is null then l.technician_team else t.team end as team,
  t.product_family,
  t.product_model,
  t.fault_family,
  t.service_mode,
  t.priority,
  t.warranty
from intermediate.labour_rated as l
left join marts.ticket as t on t.ticket_key = l.ticket_key
cross join ref.parameter as p
left join ref.currency_rate as w
  on
    w.currency = l.labour_currency
    and l.worked_on >= w.in_force_from
    and l.worked_on < coalesce(w.in_force_until, cast('9999-12-31' as date))
left join ref.currency_rate as v
  on
    v.currency = l.travel_currency
    and l.worked_on >= v.in_force_from
    and l.worked_on < coalesce(v.in_force_until, cast('9999-12-31' as date))

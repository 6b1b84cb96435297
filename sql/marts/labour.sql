-- grain: one row per source and labour entry
-- key: source, labour_id
-- clock: site-local dates, hours as reported
-- why: Hours and their cost by technician, day and kind of work. work_kind is the entry's own, not the ticket's.
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
  cast(l.labour_cost as double) as labour_cost,
  cast(l.travel_cost as double) as travel_cost,
  l.currency,
  t.site,
  t.region,
  t.team,
  t.product_family,
  t.product_model,
  t.fault_family,
  t.service_mode,
  t.priority,
  t.warranty
from intermediate.labour_latest as l
left join marts.ticket as t on t.ticket_key = l.ticket_key

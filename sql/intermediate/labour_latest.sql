-- grain: one row per source and labour entry
-- key: source, labour_id
-- clock: site-local dates, as reported
-- why: The version of each entry that counts.
-- materialized: view
select
  concat_key(l.source, l.labour_id) as labour_key,
  l.source,
  l.labour_id,
  l.ticket_id,
  l.ticket_key,
  l.date as worked_on,
  l.technician_id,
  l.work_kind,
  l.hours,
  l.travel_hours,
  l.travel_km,
  l.labour_cost,
  l.travel_cost,
  coalesce(l.currency, p.currency) as currency
from staging.labour as l
cross join ref.parameter as p
where l.is_latest and l.is_known

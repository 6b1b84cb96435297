-- grain: one row per accepted version of a day of labour, as it was loaded
-- key: source, load_id, source_row, labour_id
-- clock: UTC stamps as loaded; nothing later than ref.parameter.as_of is known
-- why: Hours by kind of work as reported.
-- materialized: view
select
  concat_key(l.source, l.ticket_id) as ticket_key,
  l.source,
  l.labour_id,
  l.date,
  l.technician_id,
  l.work_kind,
  l.hours,
  l.ticket_id,
  l.travel_hours,
  l.travel_km,
  l.labour_cost,
  l.travel_cost,
  l.currency,
  l.source_file,
  l.source_row,
  l.load_id,
  l.load_sequence,
  l.extra,
  row_number() over (
    partition by l.source, l.labour_id
    order by l.load_sequence desc nulls last, l.source_row desc nulls last
  ) = 1 as is_latest,
  l.date <= p.as_of_date as is_known
from lake.labour as l
cross join ref.parameter as p

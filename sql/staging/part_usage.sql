-- grain: one row per accepted version of a parts usage, as it was loaded
-- key: source, load_id, source_row, usage_id
-- clock: UTC stamps as loaded; nothing later than ref.parameter.as_of is known
-- why: Parts and their money as booked; returns are negative quantities.
-- materialized: view
select
  concat_key(l.source, l.ticket_id) as ticket_key,
  l.source,
  l.usage_id,
  l.used_at,
  l.part_no,
  l.quantity,
  l.ticket_id,
  l.technician_id,
  l.part_name,
  l.unit_cost,
  l.charged_amount,
  l.supplier,
  l.old_part_returned,
  l.claim_amount,
  l.claimed_at,
  l.recovered_amount,
  l.recovered_at,
  l.currency,
  l.source_file,
  l.source_row,
  l.load_id,
  l.load_sequence,
  l.extra,
  row_number() over (
    partition by l.source, l.usage_id
    order by l.load_sequence desc nulls last, l.source_row desc nulls last
  ) = 1 as is_latest,
  l.used_at <= p.as_of as is_known
from lake.part_usage as l
cross join ref.parameter as p

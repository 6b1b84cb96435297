-- grain: one row per accepted version of a cost item, as it was loaded
-- key: source, load_id, source_row, cost_id
-- clock: UTC stamps as loaded; nothing later than ref.parameter.as_of is known
-- why: Costs that are neither labour nor parts; a correction is a negative amount.
-- materialized: view
select
  concat_key(l.source, l.ticket_id) as ticket_key,
  l.source,
  l.cost_id,
  l.at,
  l.ticket_id,
  l.kind,
  l.amount,
  l.recovered_amount,
  l.recovered_from,
  l.currency,
  l.source_file,
  l.source_row,
  l.load_id,
  l.load_sequence,
  l.extra,
  row_number() over (
    partition by l.source, l.cost_id
    order by l.load_sequence desc nulls last, l.source_row desc nulls last
  ) = 1 as is_latest,
  l.at <= p.as_of as is_known
from lake.cost_item as l
cross join ref.parameter as p

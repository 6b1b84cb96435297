-- grain: one row per accepted version of a stock request, as it was loaded
-- key: source, load_id, source_row, request_id
-- clock: UTC stamps as loaded; nothing later than ref.parameter.as_of is known
-- why: Requests for parts that were out of stock.
-- materialized: view
select
  l.source,
  l.request_id,
  l.part_no,
  l.requested_at,
  l.answered_at,
  l.filled_at,
  l.source_file,
  l.source_row,
  l.load_id,
  l.load_sequence,
  l.extra,
  row_number() over (
    partition by l.source, l.request_id
    order by l.load_sequence desc nulls last, l.source_row desc nulls last
  ) = 1 as is_latest,
  l.requested_at <= p.as_of as is_known
from lake.stock_request as l
cross join ref.parameter as p

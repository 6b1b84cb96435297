-- grain: one row per accepted version of a stock count, as it was loaded
-- key: source, load_id, source_row, part_no, location, counted_at
-- clock: UTC stamps as loaded; nothing later than ref.parameter.as_of is known
-- why: What the books said beside what was counted.
-- materialized: view
select
  l.source,
  l.part_no,
  l.location,
  l.counted_at,
  l.book_quantity,
  l.counted_quantity,
  l.source_file,
  l.source_row,
  l.load_id,
  l.load_sequence,
  l.extra,
  row_number() over (
    partition by l.source, l.part_no, l.location, l.counted_at
    order by l.load_sequence desc nulls last, l.source_row desc nulls last
  ) = 1 as is_latest,
  l.counted_at <= p.as_of as is_known
from lake.stock_count as l
cross join ref.parameter as p

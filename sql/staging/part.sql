-- grain: one row per accepted version of a part, as it was loaded
-- key: source, load_id, source_row, part_no
-- clock: UTC stamps as loaded
-- why: Master data of parts.
-- materialized: view
select
  l.source,
  l.part_no,
  l.part_name,
  l.supplier,
  l.standard_cost,
  l.returnable,
  l.stock_min,
  l.stock_max,
  l.introduced_on,
  l.discontinued_on,
  l.currency,
  l.source_file,
  l.source_row,
  l.load_id,
  l.load_sequence,
  l.extra,
  row_number() over (
    partition by l.source, l.part_no
    order by l.load_sequence desc nulls last, l.source_row desc nulls last
  ) = 1 as is_latest,
  true as is_known
from lake.part as l

-- grain: one row per count of a part at a place
-- key: source, part_no, location, counted_at
-- clock: UTC stamps
-- why: The version of each count that counts.
-- materialized: table
select
  c.source,
  c.part_no,
  c.location,
  c.counted_at,
  c.book_quantity,
  c.counted_quantity
from staging.stock_count as c
where c.is_latest and c.is_known

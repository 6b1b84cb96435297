-- grain: one row per accepted version of a planned visit, as it was loaded
-- key: source, load_id, source_row, visit_id
-- clock: UTC stamps as loaded
-- why: Planned maintenance and whether it was done.
-- materialized: view
select
  l.source,
  l.visit_id,
  l.contract_id,
  l.due_from,
  l.due_to,
  l.done_at,
  l.technician_id,
  l.source_file,
  l.source_row,
  l.load_id,
  l.load_sequence,
  l.extra,
  row_number() over (
    partition by l.source, l.visit_id
    order by l.load_sequence desc nulls last, l.source_row desc nulls last
  ) = 1 as is_latest,
  true as is_known
from lake.maintenance_visit as l

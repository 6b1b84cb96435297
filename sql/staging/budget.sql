-- grain: one row per accepted version of a budget line, as it was loaded
-- key: source, load_id, source_row, month, cost_centre, kind
-- clock: UTC stamps as loaded
-- why: Budgets by month, cost centre and kind.
-- materialized: view
select
  l.source,
  l.month,
  l.cost_centre,
  l.kind,
  l.amount,
  l.currency,
  l.source_file,
  l.source_row,
  l.load_id,
  l.load_sequence,
  l.extra,
  row_number() over (
    partition by l.source, l.month, l.cost_centre, l.kind
    order by l.load_sequence desc nulls last, l.source_row desc nulls last
  ) = 1 as is_latest,
  true as is_known
from lake.budget as l

-- grain: one row per accepted version of a stock issue, as it was loaded
-- key: source, load_id, source_row, issue_id
-- clock: UTC stamps as loaded; nothing later than ref.parameter.as_of is known
-- why: Parts handed out; returned ones are negative.
-- materialized: view
select
  concat_key(l.source, l.ticket_id) as ticket_key,
  l.source,
  l.issue_id,
  l.part_no,
  l.at,
  l.quantity,
  l.technician_id,
  l.ticket_id,
  l.source_file,
  l.source_row,
  l.load_id,
  l.load_sequence,
  l.extra,
  row_number() over (
    partition by l.source, l.issue_id
    order by l.load_sequence desc nulls last, l.source_row desc nulls last
  ) = 1 as is_latest,
  l.at <= p.as_of as is_known
from lake.stock_issue as l
cross join ref.parameter as p

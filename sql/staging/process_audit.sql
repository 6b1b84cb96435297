-- grain: one row per accepted version of a process audit, as it was loaded
-- key: source, load_id, source_row, audit_id
-- clock: UTC stamps as loaded; nothing later than ref.parameter.as_of is known
-- why: Audit scores by step of the process.
-- materialized: view
select
  concat_key(l.source, l.ticket_id) as ticket_key,
  l.source,
  l.audit_id,
  l.at,
  l.step,
  l.score,
  l.max_score,
  l.ticket_id,
  l.technician_id,
  l.source_file,
  l.source_row,
  l.load_id,
  l.load_sequence,
  l.extra,
  row_number() over (
    partition by l.source, l.audit_id
    order by l.load_sequence desc nulls last, l.source_row desc nulls last
  ) = 1 as is_latest,
  l.at <= p.as_of as is_known
from lake.process_audit as l
cross join ref.parameter as p

-- grain: one row per accepted version of a complaint, as it was loaded
-- key: source, load_id, source_row, complaint_id
-- clock: UTC stamps as loaded; nothing later than ref.parameter.as_of is known
-- why: Complaints as they were loaded; causes are settled later.
-- The newest version by the source's own update time is the latest, else the one loaded last; a version written after as_of only if there is no other.
-- materialized: view
select
  concat_key(l.source, l.ticket_id) as ticket_key,
  l.source,
  l.complaint_id,
  l.received_at,
  l.updated_at,
  l.ticket_id,
  l.channel,
  l.customer_id,
  l.region,
  l.product_family,
  l.product_model,
  l.technician_id,
  l.text,
  l.severity,
  l.remedy_sought,
  l.root_cause,
  l.responsibility,
  l.responded_at,
  l.resolved_at,
  l.outcome_told_at,
  l.closed_at,
  l.compensation,
  l.currency,
  l.source_file,
  l.source_row,
  l.load_id,
  l.load_sequence,
  l.extra,
  row_number() over (
    partition by l.source, l.complaint_id
    order by
      case when l.updated_at > p.as_of then 1 else 0 end nulls last, l.updated_at desc nulls last,
      l.load_sequence desc nulls last, l.source_row desc nulls last
  ) = 1 as is_latest,
  l.received_at <= p.as_of as is_known
from lake.complaint as l
cross join ref.parameter as p

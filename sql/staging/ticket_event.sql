-- grain: one row per accepted event of a ticket, as it was loaded
-- key: source, load_id, source_row, ticket_id, at, event, value, actor
-- clock: UTC stamps as loaded; nothing later than ref.parameter.as_of is known
-- why: Stages and waits as they were logged, in no order yet; the same event loaded twice is marked, not dropped.
-- materialized: view
select
  concat_key(l.source, l.ticket_id) as ticket_key,
  l.source,
  l.ticket_id,
  l.at,
  l.event,
  l.value,
  l.actor,
  l.source_file,
  l.source_row,
  l.load_id,
  l.load_sequence,
  l.extra,
  row_number() over (
    partition by l.source, l.ticket_id, l.at, l.event, l.value, l.actor
    order by l.load_sequence desc nulls last, l.source_row desc nulls last
  ) = 1 as is_latest,
  l.at <= p.as_of as is_known
from lake.ticket_event as l
cross join ref.parameter as p

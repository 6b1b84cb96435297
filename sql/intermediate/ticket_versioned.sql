-- grain: one row per loaded version of a ticket
-- key: ticket_key, load_id, source_row
-- clock: UTC stamps
-- why: Where each version of a ticket came from, and which of them counts. A version that as_of does not know yet is none.
-- materialized: view
select
  t.ticket_key,
  t.load_id,
  t.source_row,
  t.source_file,
  t.load_sequence,
  t.updated_at,
  t.is_latest
from staging.ticket as t
where t.is_known

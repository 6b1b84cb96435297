-- grain: one row per loaded version of a ticket
-- key: ticket_key, load_id, source_row
-- clock: UTC stamps
-- why: The way back from a ticket to the rows of the files it was made from, those that a later version replaced included.
-- materialized: table
-- order: ticket_key, load_sequence
select
  t.ticket_key,
  t.load_id,
  t.source_row,
  t.source_file,
  t.load_sequence,
  t.updated_at,
  t.is_latest
from intermediate.ticket_versioned as t

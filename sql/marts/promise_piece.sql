-- grain: one row per piece of a promise whose clock paused, whose calendar changed or that was replaced
-- key: ticket_key, promise_id, cycle, piece_no
-- clock: UTC stamps, [from_at, until_at); minutes on the promise's own clock in that piece's calendar
-- why: So that a person can follow the sum: minutes without waits_for add up to net_minutes of marts.promise, those with it to
-- paused_minutes. A promise without rows here was counted in one piece, from its start to its stop, end of work or as_of.
-- materialized: table
select
  c.ticket_key,
  c.promise_id,
  c.cycle,
  c.piece_no,
  c.from_at,
  c.until_at,
  c.calendar_id,
  c.waits_for,
  micros_as_minutes(c.micros) as minutes
from intermediate.promise_piece_counted as c
inner join marts.promise as p
  on p.ticket_key = c.ticket_key
  and p.promise_id = c.promise_id
  and p.cycle = c.cycle
  and p.subject_kind = 'ticket'
where not c.is_tail and (p.replaced_at is null or not c.is_after_replacement)

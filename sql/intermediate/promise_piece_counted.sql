-- grain: one row per piece of a promise that pauses, changes calendar or is replaced
-- key: ticket_key, promise_id, cycle, piece_no
-- clock: microseconds on the promise's own clock (calendar time, or working time of the piece's calendar), and closes of working days
-- why: How much of the promise's clock lies in each piece, whether it ran or stood still. Closes are those of working days after the local
-- day of the start, in [from_at, until_at). Outside the calendar's table all of it is null. The tail has no length.
-- materialized: table
select
  c.ticket_key,
  c.promise_id,
  c.cycle,
  c.piece_no,
  c.from_at,
  c.until_at,
  c.is_tail,
  c.clock,
  c.limit_units,
  c.counted_until,
  c.calendar_id,
  c.waits_for,
  c.is_after_replacement,
  b.before_micros + case when b.is_worked then micros_between(b.from_at, c.from_at) else cast(0 as bigint) end as from_micros,
  case
    when c.is_tail then null
    when c.clock = 'calendar' then micros_between(c.from_at, c.until_at)
    else
      e.before_micros + case when e.is_worked then micros_between(e.from_at, c.until_at) else cast(0 as bigint) end
      - b.before_micros - case when b.is_worked then micros_between(b.from_at, c.from_at) else cast(0 as bigint) end
  end as micros,
  greater_of(case when b.from_at < c.from_at then b.closes else b.closes_before end, d.working_ordinal) as from_closes,
  case when b.from_at < c.from_at then b.closes else b.closes_before end >= d.working_ordinal as is_day_of_start_over,
  greater_of(case when e.from_at < c.until_at then e.closes else e.closes_before end, d.working_ordinal)
    - greater_of(case when b.from_at < c.from_at then b.closes else b.closes_before end, d.working_ordinal) as closes
from intermediate.promise_piece_cut as c
left join intermediate.working_hour_tiled as b
  on b.calendar_id = c.calendar_id
  and b.utc_hour = hour_of_stamp(c.from_at)
  and b.from_at <= c.from_at
  and b.until_at > c.from_at
left join intermediate.working_hour_tiled as e
  on e.calendar_id = c.calendar_id
  and e.utc_hour = hour_of_stamp(c.until_at)
  and e.from_at <= c.until_at
  and e.until_at > c.until_at
left join intermediate.working_hour_tiled as d
  on d.calendar_id = c.calendar_id
  and d.utc_hour = hour_of_stamp(c.started_at)
  and d.from_at <= c.started_at
  and d.until_at > c.started_at

-- grain: one row per piece of a promise that pauses, changes calendar or is replaced
-- key: ticket_key, promise_id, cycle, piece_no
-- clock: UTC stamps; a piece is [from_at, until_at), the last one, the tail, has no end
-- why: Within a piece the calendar is one and the clock either runs or stands still. Pieces reach to the end of counting. The tail is what would
-- come after it: there the due time lies that has not been reached, as if the wait at as_of ended at as_of.
-- materialized: table
with cut as (
  select
    m.ticket_key,
    m.promise_id,
    m.cycle,
    m.clock,
    m.limit_minutes,
    m.limit_working_days,
    m.pauses,
    m.own_calendar_id,
    m.started_at,
    greatest_stamp(m.started_at, m.counted_until) as counted_until,
    m.replaced_at,
    least_stamp(m.replaced_at, greatest_stamp(m.started_at, m.counted_until)) as tail_at
  from intermediate.promise_made as m
  where m.is_cut
),

edge as (
  select
    c.ticket_key,
    c.promise_id,
    c.cycle,
    c.started_at as at
  from cut as c
  union
  select
    c.ticket_key,
    c.promise_id,
    c.cycle,
    c.counted_until as at
  from cut as c
  union
  select
    c.ticket_key,
    c.promise_id,
    c.cycle,
    c.replaced_at as at
  from cut as c
  where c.replaced_at < c.counted_until
  union
  select
    c.ticket_key,
    c.promise_id,
    c.cycle,
    case when n.day_offset = 0 then w.started_at else w.ended_at end as at
  from cut as c
  inner join intermediate.ticket_wait_paired as w on w.ticket_key = c.ticket_key and has_code(c.pauses, w.waits_for)
  inner join ref.day_offset as n on n.day_offset < 2
  where case when n.day_offset = 0 then w.started_at else w.ended_at end > c.started_at
    and case when n.day_offset = 0 then w.started_at else w.ended_at end < c.counted_until
  union
  select
    c.ticket_key,
    c.promise_id,
    c.cycle,
    x.from_at as at
  from cut as c
  inner join intermediate.ticket_calendar_spanned as x on x.ticket_key = c.ticket_key
  where c.own_calendar_id is null
    and c.clock <> 'calendar'
    and x.from_at > c.started_at
    and x.from_at < c.counted_until
),

piece as (
  select
    e.ticket_key,
    e.promise_id,
    e.cycle,
    e.at as from_at,
    min(e.at) over (
      partition by e.ticket_key, e.promise_id, e.cycle order by e.at nulls last rows between 1 following and 1 following
    ) as until_at,
    false as is_tail
  from edge as e
),

whole as (
  select
    q.ticket_key,
    q.promise_id,
    q.cycle,
    q.from_at,
    q.until_at,
    q.is_tail
  from piece as q
  where q.until_at is not null
  union all
  select
    c.ticket_key,
    c.promise_id,
    c.cycle,
    c.tail_at as from_at,
    cast(null as timestamp) as until_at,
    true as is_tail
  from cut as c
)

select
  t.ticket_key,
  t.promise_id,
  t.cycle,
  cast(row_number() over (
    partition by t.ticket_key, t.promise_id, t.cycle order by t.is_tail nulls last, t.from_at nulls last
  ) as integer) as piece_no,
  t.from_at,
  t.until_at,
  t.is_tail,
  c.clock,
  case c.clock when 'working_days' then c.limit_working_days else minutes_as_micros(c.limit_minutes) end as limit_units,
  c.started_at,
  c.counted_until,
  case when c.clock <> 'calendar' then coalesce(c.own_calendar_id, x.calendar_id, p.calendar_id) end as calendar_id,
  -- A ticket has one wait at a time.
  case when not t.is_tail and has_code(c.pauses, w.waits_for) then w.waits_for end as waits_for,
  coalesce(not t.is_tail and t.from_at >= c.replaced_at, false) as is_after_replacement
from whole as t
inner join cut as c on c.ticket_key = t.ticket_key and c.promise_id = t.promise_id and c.cycle = t.cycle
left join intermediate.ticket_calendar_spanned as x
  on x.ticket_key = t.ticket_key
  and coalesce(x.from_at, cast('0001-01-01' as timestamp)) <= t.from_at
  and coalesce(x.until_at, cast('9999-12-31' as timestamp)) > t.from_at
left join intermediate.ticket_wait_paired as w
  on w.ticket_key = t.ticket_key
  and w.started_at <= t.from_at
  and w.ended_at > t.from_at
cross join ref.parameter as p

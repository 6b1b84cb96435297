-- what: the clock of each promise of a ticket, interval by interval: counted (worked, or calendar time), paused, closed; then what was left of
-- the limit, laid out until due (is_ahead). Minutes of the counted ones not ahead add up to net_minutes, of the paused ones to paused_minutes;
-- sum_minutes runs over all that count, so that it is the limit at due. An interval ends where the promise is due.
-- parameters: ticket_key VARCHAR
with promise as (
  select
    p.ticket_key,
    p.subject_kind,
    p.subject_id,
    p.promise_id,
    p.cycle,
    p.clock,
    p.calendar_id,
    p.started_at,
    p.due_at,
    greatest_stamp(p.started_at, p.counted_until) as counted_until
  from marts.promise as p
  where p.ticket_key = $ticket_key and p.started_at is not null and p.net_minutes is not null
),

cut as (
  select
    c.ticket_key,
    c.promise_id,
    c.cycle,
    c.piece_no,
    c.from_at,
    c.until_at,
    c.calendar_id,
    c.waits_for
  from marts.promise_piece as c
  where c.ticket_key = $ticket_key
),

last_cut as (
  select
    c.ticket_key,
    c.promise_id,
    c.cycle,
    c.calendar_id
  from cut as c
  qualify row_number() over (partition by c.ticket_key, c.promise_id, c.cycle order by c.piece_no desc nulls last) = 1
),

-- Promises without pieces were counted in one.
stretch as (
  select
    p.ticket_key,
    p.subject_kind,
    p.subject_id,
    p.promise_id,
    p.cycle,
    p.clock,
    p.due_at,
    coalesce(c.from_at, p.started_at) as from_at,
    coalesce(c.until_at, p.counted_until) as until_at,
    case when c.ticket_key is null then p.calendar_id else c.calendar_id end as calendar_id,
    c.waits_for,
    false as is_ahead
  from promise as p
  left join cut as c
    on p.subject_kind = 'ticket'
    and c.ticket_key = p.ticket_key
    and c.promise_id = p.promise_id
    and c.cycle = p.cycle
  union all
  select
    p.ticket_key,
    p.subject_kind,
    p.subject_id,
    p.promise_id,
    p.cycle,
    p.clock,
    p.due_at,
    p.counted_until as from_at,
    p.due_at as until_at,
    coalesce(c.calendar_id, p.calendar_id) as calendar_id,
    cast(null as varchar) as waits_for,
    true as is_ahead
  from promise as p
  left join last_cut as c
    on p.subject_kind = 'ticket'
    and c.ticket_key = p.ticket_key
    and c.promise_id = p.promise_id
    and c.cycle = p.cycle
),

half as (
  select
    s.ticket_key,
    s.subject_kind,
    s.subject_id,
    s.promise_id,
    s.cycle,
    s.clock,
    s.calendar_id,
    s.waits_for,
    s.is_ahead,
    n.day_offset = 1 as is_after_due,
    case when n.day_offset = 1 then greatest_stamp(s.from_at, s.due_at) else s.from_at end as from_at,
    case when n.day_offset = 0 then least_stamp(s.until_at, s.due_at) else s.until_at end as until_at
  from stretch as s
  inner join ref.day_offset as n on n.day_offset < 2
  where case when n.day_offset = 0 then s.due_at is null or s.from_at < s.due_at else s.until_at > s.due_at end
    and s.from_at < s.until_at
),

worked as (
  select
    h.ticket_key,
    h.subject_kind,
    h.subject_id,
    h.promise_id,
    h.cycle,
    h.calendar_id,
    h.waits_for,
    h.is_ahead,
    h.is_after_due,
    h.from_at as half_from_at,
    h.until_at as half_until_at,
    greatest_stamp(h.from_at, w.from_at) as from_at,
    least_stamp(h.until_at, w.until_at) as until_at
  from half as h
  inner join ref.working_span as w
    on w.calendar_id = h.calendar_id
    and w.from_at < h.until_at
    and w.until_at > h.from_at
),

opened as (
  select
    w.ticket_key,
    w.subject_kind,
    w.subject_id,
    w.promise_id,
    w.cycle,
    w.half_from_at,
    max(w.until_at) as until_at
  from worked as w
  group by w.ticket_key, w.subject_kind, w.subject_id, w.promise_id, w.cycle, w.half_from_at
),

interval_ as (
  select
    h.ticket_key,
    h.subject_kind,
    h.subject_id,
    h.promise_id,
    h.cycle,
    h.calendar_id,
    h.waits_for,
    h.is_ahead,
    h.is_after_due,
    h.from_at,
    h.until_at,
    case when h.waits_for is null then 'calendar' else 'paused' end as kind
  from half as h
  where h.clock = 'calendar'
  union all
  select
    w.ticket_key,
    w.subject_kind,
    w.subject_id,
    w.promise_id,
    w.cycle,
    w.calendar_id,
    w.waits_for,
    w.is_ahead,
    w.is_after_due,
    w.from_at,
    w.until_at,
    case when w.waits_for is null then 'worked' else 'paused' end as kind
  from worked as w
  union all
  -- Closed: before each worked one, and after the last.
  select
    w.ticket_key,
    w.subject_kind,
    w.subject_id,
    w.promise_id,
    w.cycle,
    w.calendar_id,
    w.waits_for,
    w.is_ahead,
    w.is_after_due,
    coalesce(max(w.until_at) over (
      partition by w.ticket_key, w.subject_kind, w.subject_id, w.promise_id, w.cycle, w.half_from_at
      order by w.from_at nulls last
      rows between 1 preceding and 1 preceding
    ), w.half_from_at) as from_at,
    w.from_at as until_at,
    'closed' as kind
  from worked as w
  union all
  select
    h.ticket_key,
    h.subject_kind,
    h.subject_id,
    h.promise_id,
    h.cycle,
    h.calendar_id,
    h.waits_for,
    h.is_ahead,
    h.is_after_due,
    coalesce(o.until_at, h.from_at) as from_at,
    h.until_at,
    'closed' as kind
  from half as h
  left join opened as o
    on o.ticket_key = h.ticket_key
    and o.subject_kind = h.subject_kind
    and o.subject_id = h.subject_id
    and o.promise_id = h.promise_id
    and o.cycle = h.cycle
    and o.half_from_at = h.from_at
  where h.clock <> 'calendar'
)

select
  i.ticket_key,
  i.subject_kind,
  i.subject_id,
  i.promise_id,
  i.cycle,
  i.from_at,
  i.until_at,
  i.kind,
  i.calendar_id,
  i.waits_for,
  i.is_ahead,
  i.is_after_due,
  micros_as_minutes(case when i.kind = 'closed' then 0 else micros_between(i.from_at, i.until_at) end) as minutes,
  micros_as_minutes(sum(case when i.kind in ('worked', 'calendar') then micros_between(i.from_at, i.until_at) else 0 end) over (
    partition by i.ticket_key, i.subject_kind, i.subject_id, i.promise_id, i.cycle
    order by i.from_at nulls last
    rows between unbounded preceding and current row
  )) as sum_minutes
from interval_ as i
where i.from_at < i.until_at
order by
  i.ticket_key nulls last,
  i.subject_kind desc nulls last,
  i.subject_id nulls last,
  i.promise_id nulls last,
  i.cycle nulls last,
  i.from_at nulls last

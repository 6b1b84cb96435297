-- what: the closes of working days by which each promise of a ticket with the clock working_days is counted: those of days after the local day
-- of its start, up to the end of counting, then up to due (is_ahead). working_day numbers those that count; a close while it waits does not.
-- parameters: ticket_key VARCHAR
with promise as (
  select
    p.ticket_key,
    p.subject_kind,
    p.subject_id,
    p.promise_id,
    p.cycle,
    p.calendar_id,
    p.started_at,
    p.due_at,
    greatest_stamp(p.started_at, p.counted_until) as counted_until
  from marts.promise as p
  where p.ticket_key = $ticket_key and p.clock = 'working_days' and p.started_at is not null and p.net_minutes is not null
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

-- Of what is counted the end is exclusive; due is a close itself.
stretch as (
  select
    p.ticket_key,
    p.subject_kind,
    p.subject_id,
    p.promise_id,
    p.cycle,
    p.started_at,
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
    p.started_at,
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
)

select
  s.ticket_key,
  s.subject_kind,
  s.subject_id,
  s.promise_id,
  s.cycle,
  d.day,
  d.closes_at,
  s.calendar_id,
  s.waits_for,
  s.is_ahead,
  case
    when s.waits_for is null
      then cast(sum(case when s.waits_for is null then 1 else 0 end) over (
        partition by s.ticket_key, s.subject_kind, s.subject_id, s.promise_id, s.cycle
        order by d.closes_at nulls last
        rows between unbounded preceding and current row
      ) as integer)
  end as working_day
from stretch as s
inner join ref.calendar as c on c.calendar_id = s.calendar_id
inner join ref.working_day as d
  on d.calendar_id = s.calendar_id
  and d.is_working
  and d.day > local_date(s.started_at, c.time_zone)
  and d.closes_at >= s.from_at
  and (d.closes_at < s.until_at or (s.is_ahead and d.closes_at = s.until_at))
order by
  s.ticket_key nulls last,
  s.subject_kind desc nulls last,
  s.subject_id nulls last,
  s.promise_id nulls last,
  s.cycle nulls last,
  d.closes_at nulls last

-- grain: one row per piece of the time that a broken promise of a ticket took
-- key: ticket_key, promise_id, cycle, piece_no
-- clock: UTC stamps, a piece is [from_at, until_at); calendar minutes
-- why: From the start (of an agreed time: the reception) to the stop, else to as_of, cut where a wait begins or ends, where somebody first took up
-- the job, where the calendar changes. A wait goes before all else. Nobody had it until the first of dispatched, assigned, arrived, diagnosed
-- and repaired of the round; where none of them is recorded, until the end while the round is open, and never once it is over or where the
-- source records no dispatch at all. What is left is worked by the calendar or not.
-- materialized: table
-- order: ticket_key, promise_id, cycle, piece_no
with dispatching as (
  select m.source
  from ref.mapped_field as m
  where m.entity = 'ticket' and m.field = 'dispatched_at'
  union
  select t.source
  from intermediate.ticket_event_ordered as e
  inner join marts.ticket as t on t.ticket_key = e.ticket_key
  where e.event in ('dispatched', 'assigned')
),

assigned as (
  select
    e.ticket_key,
    e.cycle,
    min(e.at) as assigned_at
  from intermediate.ticket_event_ordered as e
  where e.event = 'assigned'
  group by e.ticket_key, e.cycle
),

broken as (
  select
    p.ticket_key,
    p.promise_id,
    p.cycle,
    f.pauses,
    f.calendar_id as own_calendar_id,
    z.calendar_id as site_calendar_id,
    coalesce(p.started_at, t.received_at) as from_at,
    coalesce(p.stopped_at, z.as_of) as until_at,
    case
      when d.source is null then null
      when coalesce(a.assigned_at, c.dispatched_at, c.arrived_at, c.diagnosed_at, c.repaired_at) is not null then
        least_stamp(
          least_stamp(a.assigned_at, c.dispatched_at),
          least_stamp(c.arrived_at, least_stamp(c.diagnosed_at, c.repaired_at))
        )
      when coalesce(c.resolved_at, c.closed_at, c.cancelled_at, c.ended_at) is null then z.as_of
    end as taken_at
  from marts.promise as p
  inner join marts.ticket as t on t.ticket_key = p.ticket_key
  inner join ref.sla_promise as f
    on f.preset = p.preset
    and f.preset_version = p.preset_version
    and f.promise_id = p.promise_id
  inner join intermediate.ticket_cycle as c on c.ticket_key = p.ticket_key and c.cycle = p.round
  left join assigned as a on a.ticket_key = p.ticket_key and a.cycle = p.round
  left join dispatching as d on d.source = p.source
  cross join ref.parameter as z
  where p.subject_kind = 'ticket' and p.verdict = 'broken'
),

edge as (
  select
    b.ticket_key,
    b.promise_id,
    b.cycle,
    case n.day_offset when 0 then b.from_at when 1 then b.until_at else b.taken_at end as at
  from broken as b
  inner join ref.day_offset as n on n.day_offset < 3
  where n.day_offset < 2 or (b.taken_at > b.from_at and b.taken_at < b.until_at)
  union
  select
    b.ticket_key,
    b.promise_id,
    b.cycle,
    case when n.day_offset = 0 then w.started_at else w.ended_at end as at
  from broken as b
  inner join intermediate.ticket_wait_paired as w on w.ticket_key = b.ticket_key
  inner join ref.day_offset as n on n.day_offset < 2
  where case when n.day_offset = 0 then w.started_at else w.ended_at end > b.from_at
    and case when n.day_offset = 0 then w.started_at else w.ended_at end < b.until_at
  union
  select
    b.ticket_key,
    b.promise_id,
    b.cycle,
    x.from_at as at
  from broken as b
  inner join intermediate.ticket_calendar_spanned as x on x.ticket_key = b.ticket_key
  where b.own_calendar_id is null and x.from_at > b.from_at and x.from_at < b.until_at
),

piece as (
  select
    e.ticket_key,
    e.promise_id,
    e.cycle,
    e.at as from_at,
    min(e.at) over (
      partition by e.ticket_key, e.promise_id, e.cycle order by e.at nulls last rows between 1 following and 1 following
    ) as until_at
  from edge as e
),

explained as (
  select
    q.ticket_key,
    q.promise_id,
    q.cycle,
    q.from_at,
    q.until_at,
    coalesce(w.waits_for, case when b.taken_at > q.from_at then 'not_assigned' end) as cause,
    coalesce(has_code(b.pauses, w.waits_for), false) as is_paused,
    case
      when w.waits_for is null and (b.taken_at is null or b.taken_at <= q.from_at)
        then coalesce(b.own_calendar_id, x.calendar_id, b.site_calendar_id)
    end as calendar_id
  from piece as q
  inner join broken as b on b.ticket_key = q.ticket_key and b.promise_id = q.promise_id and b.cycle = q.cycle
  left join intermediate.ticket_wait_paired as w
    on w.ticket_key = q.ticket_key
    and w.started_at <= q.from_at
    and w.ended_at > q.from_at
  left join intermediate.ticket_calendar_spanned as x
    on x.ticket_key = q.ticket_key
    and coalesce(x.from_at, cast('0001-01-01' as timestamp)) <= q.from_at
    and coalesce(x.until_at, cast('9999-12-31' as timestamp)) > q.from_at
  where q.until_at is not null
)

select
  k.ticket_key,
  k.promise_id,
  k.cycle,
  cast(row_number() over (partition by k.ticket_key, k.promise_id, k.cycle order by k.from_at nulls last) as integer) as piece_no,
  k.from_at,
  k.until_at,
  k.cause,
  k.is_paused,
  k.calendar_id,
  minutes_between(k.from_at, k.until_at) as minutes,
  micros_as_minutes(
    e.before_micros + case when e.is_worked then micros_between(e.from_at, k.until_at) else cast(0 as bigint) end
    - s.before_micros - case when s.is_worked then micros_between(s.from_at, k.from_at) else cast(0 as bigint) end
  ) as worked_minutes
from explained as k
left join intermediate.working_hour_tiled as s
  on s.calendar_id = k.calendar_id
  and s.utc_hour = hour_of_stamp(k.from_at)
  and s.from_at <= k.from_at
  and s.until_at > k.from_at
left join intermediate.working_hour_tiled as e
  on e.calendar_id = k.calendar_id
  and e.utc_hour = hour_of_stamp(k.until_at)
  and e.from_at <= k.until_at
  and e.until_at > k.until_at

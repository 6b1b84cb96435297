-- grain: one row per ticket, promise and cycle
-- key: ticket_key, promise_id, cycle
-- clock: UTC stamps
-- why: When each promise to a ticket started and stopped in each cycle. In a later cycle `received` is the reopening, and only promises
-- are made whose stop is in the log (or is resolved or closed): columns hold one time only. An agreed time belongs to the cycle
-- into which it falls. A job that was resolved another way needs no further stage: no visit when there was none and it was resolved by
-- advice, no repair or hand-over when it was advised, replaced or refunded.
-- materialized: table
with subject as (
  select
    l.ticket_key,
    l.ticket_id,
    l.received_at,
    l.outcome,
    l.visits,
    coalesce(l.promised_at, l.appointment_to) as agreed_at,
    o.is_order_impossible,
    coalesce(l.outcome = 'cancelled', false) or s.cancelled_at is not null as is_cancelled
  from intermediate.ticket_latest as l
  inner join intermediate.ticket_order_checked as o on o.ticket_key = l.ticket_key
  inner join intermediate.ticket_stage_merged as s on s.ticket_key = l.ticket_key
),

timed as (
  select
    m.ticket_key,
    m.source,
    m.preset,
    m.preset_version,
    m.promise_id,
    m.stop_event,
    m.is_condition_known,
    f.start_event,
    case when f.clock in ('working', 'working_days') then coalesce(f.calendar_id, p.calendar_id) end as calendar_id,
    c.cycle,
    c.started_at as cycle_started_at,
    case f.start_event
      when 'received' then c.started_at
      when 'responded' then c.responded_at
      when 'confirmed' then c.confirmed_at
      when 'dispatched' then c.dispatched_at
      when 'arrived' then c.arrived_at
      when 'unit_received' then c.unit_received_at
      when 'diagnosed' then c.diagnosed_at
      when 'quoted' then c.quoted_at
      when 'part_arrived' then c.part_arrived_at
      when 'repaired' then c.repaired_at
      when 'quality_checked' then c.quality_checked_at
      when 'returned' then c.returned_at
      when 'resolved' then c.resolved_at
      when 'closed' then c.closed_at
      when 'followed_up' then c.followed_up_at
    end as started_at,
    case m.stop_event
      when 'responded' then c.responded_at
      when 'confirmed' then c.confirmed_at
      when 'dispatched' then c.dispatched_at
      when 'arrived' then c.arrived_at
      when 'unit_received' then c.unit_received_at
      when 'diagnosed' then c.diagnosed_at
      when 'quoted' then c.quoted_at
      when 'part_arrived' then c.part_arrived_at
      when 'repaired' then c.repaired_at
      when 'quality_checked' then c.quality_checked_at
      when 'returned' then c.returned_at
      when 'resolved' then c.resolved_at
      when 'closed' then c.closed_at
      when 'followed_up' then c.followed_up_at
      when 'supplier_contacted' then c.supplier_contacted_at
    end as stopped_at,
    -- When the work of this cycle was over.
    coalesce(least_stamp(c.resolved_at, c.closed_at), c.ended_at) as done_at,
    c.ended_at as cycle_ended_at
  from intermediate.promise_ticket_matched as m
  inner join ref.sla_promise as f
    on f.preset = m.preset
    and f.preset_version = m.preset_version
    and f.promise_id = m.promise_id
  inner join intermediate.promise_offered as o
    on o.source = m.source
    and o.subject_kind = f.subject_kind
    and o.preset = m.preset
    and o.preset_version = m.preset_version
    and o.promise_id = m.promise_id
  inner join intermediate.ticket_cycle as c on c.ticket_key = m.ticket_key
  cross join ref.parameter as p
  where f.start_event = 'none' or c.cycle = 1 or o.is_stop_in_log or m.stop_event in ('resolved', 'closed')
)

select
  t.ticket_key,
  t.source,
  s.ticket_id,
  t.cycle,
  t.preset,
  t.preset_version,
  t.promise_id,
  t.calendar_id,
  case when t.start_event = 'none' then s.received_at else coalesce(t.started_at, t.cycle_started_at) end as booked_at,
  t.started_at,
  case when t.start_event = 'none' then s.agreed_at end as given_due_at,
  t.stopped_at,
  t.done_at,
  s.is_cancelled,
  s.is_order_impossible,
  t.is_condition_known,
  coalesce(
    (t.stop_event = 'arrived' and s.outcome = 'advised' and coalesce(s.visits, 0) = 0)
    or (t.stop_event = 'arrived' and s.visits = 0)
    or (t.stop_event in ('quoted', 'repaired', 'returned') and s.outcome in ('advised', 'replaced', 'refunded'))
    or (t.start_event = 'repaired' and t.started_at is null and s.outcome = 'not_repaired'),
    false
  ) as is_resolved_another_way
from timed as t
inner join subject as s on s.ticket_key = t.ticket_key
where t.start_event <> 'none'
  or (
    (t.cycle = 1 or s.agreed_at >= t.cycle_started_at)
    and (t.cycle_ended_at is null or s.agreed_at < t.cycle_ended_at)
  )

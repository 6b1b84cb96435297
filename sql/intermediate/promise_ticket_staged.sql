-- grain: one row per ticket, round and stretch of time in which a promise holds
-- key: ticket_key, preset, promise_id, holds_from, round
-- clock: UTC stamps
-- why: When what starts and what stops each promise happened in each round. In a later round `received` is the reopening, and only promises
-- are made whose stop is in the log (or is resolved or closed): columns hold one time only.
-- materialized: view
select
  m.ticket_key,
  m.source,
  m.preset,
  m.preset_version,
  m.promise_id,
  m.stop_event,
  m.is_condition_known,
  m.chosen_by,
  m.rule_order,
  m.holds_from,
  m.holds_until,
  f.start_event,
  c.cycle as round,
  c.started_at as round_started_at,
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
  end as stage_started_at,
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
  -- When the work of this round was over: resolved, closed or cancelled, else when the ticket was reopened.
  coalesce(least_stamp(least_stamp(c.resolved_at, c.closed_at), c.cancelled_at), c.ended_at) as done_at,
  c.ended_at as round_ended_at
from intermediate.promise_ticket_collapsed as m
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
where f.start_event = 'none' or c.cycle = 1 or o.is_stop_in_log or m.stop_event in ('resolved', 'closed')

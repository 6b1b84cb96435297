-- grain: one row per ticket, state, round and promise of its preset whose conditions hold or may hold
-- key: ticket_key, state_no, preset, promise_id, round
-- clock: presets are in force [in_force_from, in_force_until) by the site's local date of reception; UTC stamps
-- why: A condition whose column is empty leaves open whether it holds: the promise is possible, with is_condition_known false. "Not dispatched on
-- their day" holds once the day is over and the ticket was neither dispatched nor done on it. When what starts and what stops each promise
-- happened in each round: in a later one `received` is the reopening, and only what the log records (or resolved and closed) is measured: columns
-- hold one time only.
-- materialized: view
with matched as (
  select
    t.ticket_key,
    t.state_no,
    t.from_at,
    t.until_at,
    t.chosen_by,
    t.rule_order,
    t.has_choice,
    t.received_at,
    t.agreed_at,
    t.outcome,
    t.visits,
    t.is_cancelled,
    t.is_order_impossible,
    t.round,
    t.round_started_at,
    t.round_ended_at,
    t.done_at,
    t.responded_at,
    t.confirmed_at,
    t.dispatched_at,
    t.arrived_at,
    t.unit_received_at,
    t.diagnosed_at,
    t.quoted_at,
    t.part_arrived_at,
    t.repaired_at,
    t.quality_checked_at,
    t.returned_at,
    t.resolved_at,
    t.closed_at,
    t.followed_up_at,
    t.supplier_contacted_at,
    f.offer_no,
    f.preset,
    f.preset_version,
    f.promise_id,
    f.stage,
    f.promise_order,
    f.promises_of_stage,
    f.start_event,
    f.is_stop_in_log,
    case
      when f.stop_event <> 'arrived_or_resolved' then f.stop_event
      when f.is_arrival_measured and coalesce(t.service_mode in ('onsite', 'installation', 'maintenance'), false) then 'arrived'
      when f.is_resolution_measured then 'resolved'
    end as stop_event,
    -- By case, not by or: of a case only the rows are computed for which it is asked, and most lists are null.
    case when f.service_modes is null then true else has_code(f.service_modes, t.service_mode) end
      and case when f.zones is null then true else has_code(f.zones, t.zone) end
      and case when f.priorities is null then true else has_code(f.priorities, t.priority) end
      and case when f.fault_families is null then true else has_code(f.fault_families, t.fault_family) end
      and case when f.work_kinds is null then true else has_code(f.work_kinds, t.work_kind) end
      and case when f.warranties is null then true else has_code(f.warranties, t.warranty) end
      and case when f.min_distance_km is null then true else t.distance_km > f.min_distance_km end
      and case when f.max_distance_km is null then true else t.distance_km <= f.max_distance_km end
      and case when f.supplier_involved is null then true else t.supplier_involved = f.supplier_involved end
      and (not f.needs_left_over or t.is_left_over) as does_match
  from intermediate.promise_ticket_situated as t
  inner join intermediate.promise_ticket_offered as f on f.source = t.source and f.preset = t.preset
  where t.received_on >= f.in_force_from
    and (f.in_force_until is null or t.received_on < f.in_force_until)
)

select
  m.ticket_key,
  m.state_no,
  m.from_at,
  m.until_at,
  m.chosen_by,
  m.rule_order,
  m.has_choice,
  m.offer_no,
  m.preset,
  m.preset_version,
  m.promise_id,
  m.stage,
  m.promise_order,
  m.promises_of_stage,
  m.start_event,
  m.stop_event,
  m.does_match is not null as is_condition_known,
  m.start_event = 'none' or m.round = 1 or m.is_stop_in_log or m.stop_event in ('resolved', 'closed') as is_measured_in_round,
  m.received_at,
  m.agreed_at,
  m.outcome,
  m.visits,
  m.is_cancelled,
  m.is_order_impossible,
  m.round,
  m.round_started_at,
  m.round_ended_at,
  m.done_at,
  case m.start_event
    when 'received' then m.round_started_at
    when 'responded' then m.responded_at
    when 'confirmed' then m.confirmed_at
    when 'dispatched' then m.dispatched_at
    when 'arrived' then m.arrived_at
    when 'unit_received' then m.unit_received_at
    when 'diagnosed' then m.diagnosed_at
    when 'quoted' then m.quoted_at
    when 'part_arrived' then m.part_arrived_at
    when 'repaired' then m.repaired_at
    when 'quality_checked' then m.quality_checked_at
    when 'returned' then m.returned_at
    when 'resolved' then m.resolved_at
    when 'closed' then m.closed_at
    when 'followed_up' then m.followed_up_at
  end as stage_started_at,
  case m.stop_event
    when 'responded' then m.responded_at
    when 'confirmed' then m.confirmed_at
    when 'dispatched' then m.dispatched_at
    when 'arrived' then m.arrived_at
    when 'unit_received' then m.unit_received_at
    when 'diagnosed' then m.diagnosed_at
    when 'quoted' then m.quoted_at
    when 'part_arrived' then m.part_arrived_at
    when 'repaired' then m.repaired_at
    when 'quality_checked' then m.quality_checked_at
    when 'returned' then m.returned_at
    when 'resolved' then m.resolved_at
    when 'closed' then m.closed_at
    when 'followed_up' then m.followed_up_at
    when 'supplier_contacted' then m.supplier_contacted_at
  end as stopped_at
from matched as m
where coalesce(m.does_match, true) and m.stop_event is not null

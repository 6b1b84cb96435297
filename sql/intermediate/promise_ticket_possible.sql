-- grain: one row per ticket, state and promise of its preset whose conditions hold or may hold
-- key: ticket_key, state_no, preset, promise_id
-- clock: presets are in force [in_force_from, in_force_until) by the site's local date of reception; UTC stamps of the state
-- why: A condition whose column is empty leaves open whether it holds: the promise is possible, with is_condition_known false. "Not dispatched on
-- their day" holds once the day is over and the ticket was neither dispatched nor done on it. A state has what the ticket has where it says
-- nothing of its own.
-- materialized: view
with subject as (
  select
    ch.ticket_key,
    ch.source,
    ch.state_no,
    ch.from_at,
    ch.until_at,
    ch.preset,
    ch.chosen_by,
    ch.rule_order,
    ch.received_on,
    coalesce(x.service_mode, l.service_mode) as service_mode,
    coalesce(x.zone, l.zone) as zone,
    case when x.ticket_key is null then l.priority else x.priority end as priority,
    coalesce(x.fault_family, l.fault_family) as fault_family,
    coalesce(x.work_kind, l.work_kind) as work_kind,
    coalesce(x.warranty, l.warranty) as warranty,
    coalesce(x.distance_km, l.distance_km) as distance_km,
    coalesce(x.supplier_involved, l.supplier_involved) as supplier_involved,
    coalesce(
      local_date(least_stamp(s.dispatched_at, least_stamp(s.resolved_at, s.closed_at)), p.time_zone), p.as_of_date
    ) > ch.received_on as is_left_over
  from intermediate.promise_preset_chosen as ch
  inner join intermediate.ticket_latest as l on l.ticket_key = ch.ticket_key
  inner join intermediate.ticket_stage_merged as s on s.ticket_key = ch.ticket_key
  left join intermediate.ticket_state_spanned as x on x.ticket_key = ch.ticket_key and x.state_no = ch.state_no
  cross join ref.parameter as p
),

offer as (
  select
    o.source,
    o.is_arrival_measured,
    o.is_resolution_measured,
    o.promises_of_stage,
    f.preset,
    f.preset_version,
    f.promise_id,
    f.promise_order,
    f.stage,
    f.stop_event,
    f.in_force_from,
    f.in_force_until,
    f.service_modes,
    f.zones,
    f.priorities,
    f.fault_families,
    f.work_kinds,
    f.warranties,
    f.min_distance_km,
    f.max_distance_km,
    f.supplier_involved,
    coalesce(f.needs_not_same_day, false) as needs_left_over
  from intermediate.promise_offered as o
  inner join ref.sla_promise as f
    on f.preset = o.preset
    and f.preset_version = o.preset_version
    and f.promise_id = o.promise_id
  where o.subject_kind = 'ticket'
),

matched as (
  select
    t.ticket_key,
    t.source,
    t.state_no,
    t.from_at,
    t.until_at,
    t.chosen_by,
    t.rule_order,
    f.preset,
    f.preset_version,
    f.promise_id,
    f.stage,
    f.promise_order,
    f.promises_of_stage,
    case
      when f.stop_event <> 'arrived_or_resolved' then f.stop_event
      when f.is_arrival_measured and coalesce(t.service_mode in ('onsite', 'installation', 'maintenance'), false) then 'arrived'
      when f.is_resolution_measured then 'resolved'
    end as stop_event,
    (f.service_modes is null or has_code(f.service_modes, t.service_mode))
      and (f.zones is null or has_code(f.zones, t.zone))
      and (f.priorities is null or has_code(f.priorities, t.priority))
      and (f.fault_families is null or has_code(f.fault_families, t.fault_family))
      and (f.work_kinds is null or has_code(f.work_kinds, t.work_kind))
      and (f.warranties is null or has_code(f.warranties, t.warranty))
      and (f.min_distance_km is null or t.distance_km > f.min_distance_km)
      and (f.max_distance_km is null or t.distance_km <= f.max_distance_km)
      and (f.supplier_involved is null or t.supplier_involved = f.supplier_involved)
      and (not f.needs_left_over or t.is_left_over) as does_match
  from subject as t
  inner join offer as f on f.source = t.source and f.preset = t.preset
  where t.received_on >= f.in_force_from
    and (f.in_force_until is null or t.received_on < f.in_force_until)
)

select
  m.ticket_key,
  m.source,
  m.state_no,
  m.from_at,
  m.until_at,
  m.chosen_by,
  m.rule_order,
  m.preset,
  m.preset_version,
  m.promise_id,
  m.stage,
  m.promise_order,
  m.promises_of_stage,
  m.stop_event,
  m.does_match is not null as is_condition_known
from matched as m
where coalesce(m.does_match, true) and m.stop_event is not null

-- grain: one row per source and promise that may be made to its tickets
-- key: source, preset, preset_version, promise_id
-- clock: presets are in force [in_force_from, in_force_until) by the site's local date of reception
-- why: The terms of what can be measured, side by side: a few dozen rows, so that millions of tickets meet them in one join. They have a number,
-- which takes the place of four words in each of millions of rows.
-- materialized: table
select
  cast(row_number() over (
    order by o.source nulls last, o.preset nulls last, o.preset_version nulls last, o.promise_id nulls last
  ) as integer) as offer_no,
  o.source,
  o.is_arrival_measured,
  o.is_resolution_measured,
  o.is_stop_in_log,
  o.promises_of_stage,
  f.preset,
  f.preset_version,
  f.promise_id,
  f.name_zh,
  f.name_en,
  f.promise_order,
  f.stage,
  f.start_event,
  f.stop_event,
  f.clock,
  f.limit_minutes,
  f.limit_working_days,
  f.pauses,
  f.must_explain_before,
  f.calendar_id,
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

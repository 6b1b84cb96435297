-- grain: one row per source and promise that the source can measure
-- key: source, subject_kind, preset, preset_version, promise_id
-- clock: none
-- why: A promise is made only where both of its ends are recorded: an end that a source maps to no column, and that never occurs in its
-- log, makes every promise of it "not measured", which is no promise at all. For "arrived or resolved" one of the two will do.
-- materialized: table
with recorded as (
  -- Columns: 'responded_at' records the end 'responded'.
  select
    m.source,
    m.entity as subject_kind,
    replace(m.field, '_at', '') as stage_end,
    true as in_column,
    false as in_log
  from ref.mapped_field as m
  where m.entity in ('ticket', 'complaint', 'stock_request', 'contract')
  union all
  select
    e.source,
    'ticket' as subject_kind,
    e.event as stage_end,
    false as in_column,
    true as in_log
  from intermediate.ticket_event_ordered as e
  group by e.source, e.event
),

measured as (
  select
    r.source,
    r.subject_kind,
    r.stage_end,
    max(case when r.in_log then 1 else 0 end) = 1 as is_in_log
  from recorded as r
  group by r.source, r.subject_kind, r.stage_end
),

subject_source as (
  select
    m.source,
    m.subject_kind
  from measured as m
  group by m.source, m.subject_kind
)

select
  x.source,
  s.subject_kind,
  s.preset,
  s.preset_version,
  s.promise_id,
  coalesce(arrival.stage_end is not null, false) as is_arrival_measured,
  coalesce(resolution.stage_end is not null, false) as is_resolution_measured,
  coalesce(stop.is_in_log, false) as is_stop_in_log,
  cast(count(*) over (
    partition by x.source, s.subject_kind, s.preset, s.preset_version, s.stage
  ) as integer) as promises_of_stage
from ref.sla_promise as s
inner join subject_source as x on x.subject_kind = s.subject_kind
left join measured as start on start.source = x.source and start.subject_kind = x.subject_kind and start.stage_end = s.start_event
left join measured as stop on stop.source = x.source and stop.subject_kind = x.subject_kind and stop.stage_end = s.stop_event
left join measured as arrival
  on arrival.source = x.source and arrival.subject_kind = x.subject_kind and arrival.stage_end = 'arrived'
left join measured as resolution
  on resolution.source = x.source and resolution.subject_kind = x.subject_kind and resolution.stage_end = 'resolved'
left join measured as filling
  on filling.source = x.source and filling.subject_kind = x.subject_kind and filling.stage_end = 'filled'
where (start.stage_end is not null or s.start_event in ('none', 'month_before_end'))
  and (
    stop.stage_end is not null
    or (s.stop_event = 'arrived_or_resolved' and (arrival.stage_end is not null or resolution.stage_end is not null))
    or (s.stop_event = 'answered' and filling.stage_end is not null)
  )

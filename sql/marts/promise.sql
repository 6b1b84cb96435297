-- grain: one row per subject, promise and cycle
-- key: subject_kind, source, subject_id, promise_id, cycle
-- clock: UTC stamps compared exactly, never rounded minutes; elapsed minutes on the promise's own clock (calendar, working; those of
-- working_days are working minutes); started_on is the site's local date of the start, for promises without a start (agreed) of the
-- reception, for promises not started of what starts their cycle
-- why: Every promise and its verdict. Kept: stopped at or before due. Broken: stopped later, or still not stopped after due. Void: cancelled,
-- impossible order, resolved another way. Unknown: over without the stop or the start recorded, a condition's column empty, or no
-- working calendar for the days. Clocks do not pause yet: paused_minutes is 0; a change of priority does not replace a promise yet.
-- materialized: table
with judged as (
  select
    t.subject_kind,
    t.source,
    t.subject_id,
    t.ticket_key,
    -- What was explained about the ticket says nothing of its complaint.
    case when t.subject_kind = 'ticket' then t.ticket_key end as explained_ticket_key,
    t.cycle,
    t.preset,
    t.preset_version,
    t.promise_id,
    t.booked_at,
    t.started_at,
    t.due_at,
    t.stopped_at,
    t.elapsed_minutes,
    p.as_of,
    -- The first of these that holds is the verdict; one word for each, so that verdict and reason cannot part.
    case
      when t.is_cancelled then 'cancelled'
      when t.is_order_impossible then 'impossible_order'
      when not t.is_condition_known then 'condition_empty'
      when f.start_event <> 'none' and t.started_at is null and t.is_resolved_another_way then 'resolved_another_way'
      when f.start_event <> 'none' and t.started_at is null and f.clock <> 'given' and coalesce(t.stopped_at, t.done_at) is not null
        then 'start_not_recorded'
      when f.start_event <> 'none' and t.started_at is null and t.stopped_at is null then 'not_started'
      when t.due_at is null then 'no_working_calendar'
      when t.stopped_at <= t.due_at then 'in_time'
      when t.stopped_at > t.due_at then 'late'
      when t.is_resolved_another_way then 'resolved_another_way'
      when t.done_at is not null then 'stop_not_recorded'
      when p.as_of > t.due_at then 'overdue'
      else 'running'
    end as verdict_word
  from intermediate.promise_timed as t
  inner join ref.sla_promise as f
    on f.preset = t.preset
    and f.preset_version = t.preset_version
    and f.promise_id = t.promise_id
  cross join ref.parameter as p
)

select
  j.subject_kind,
  j.source,
  j.subject_id,
  j.ticket_key,
  j.promise_id,
  j.cycle,
  j.preset,
  j.preset_version,
  f.name_zh as promise_name_zh,
  f.name_en as promise_name_en,
  f.stage,
  f.clock,
  j.started_at,
  j.due_at,
  j.stopped_at,
  j.elapsed_minutes,
  cast(0 as double) as paused_minutes,
  f.limit_minutes,
  f.limit_working_days,
  case
    when j.verdict_word = 'in_time' then 'kept'
    when j.verdict_word in ('late', 'overdue') then 'broken'
    when j.verdict_word in ('running', 'not_started') then j.verdict_word
    when j.verdict_word in ('cancelled', 'impossible_order', 'resolved_another_way') then 'void'
    else 'unknown'
  end as verdict,
  case when j.verdict_word not in ('in_time', 'running', 'not_started') then j.verdict_word end as verdict_reason,
  x.explained_at,
  x.accepted_at,
  -- In time: before it happened where the promise asks for that, else before the stop.
  case
    when j.verdict_word not in ('late', 'overdue') then null
    when x.explained_at is null then false
    when f.must_explain_before then x.explained_at <= j.due_at
    else x.explained_at <= coalesce(j.stopped_at, j.as_of)
  end as is_explained_in_time,
  local_date(j.booked_at, (select z.time_zone from ref.parameter as z)) as started_on,
  d.site,
  d.region,
  d.team,
  d.technician_id,
  d.product_family,
  d.product_model,
  d.fault_family,
  d.service_mode,
  d.work_kind,
  d.priority,
  d.warranty
from judged as j
inner join ref.sla_promise as f
  on f.preset = j.preset
  and f.preset_version = j.preset_version
  and f.promise_id = j.promise_id
left join intermediate.promise_subject_described as d
  on d.subject_kind = j.subject_kind
  and d.source = j.source
  and d.subject_id = j.subject_id
left join intermediate.promise_overrun_explained as x
  on x.ticket_key = j.explained_ticket_key
  and x.cycle = j.cycle
  and x.stage = f.stage

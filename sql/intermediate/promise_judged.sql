-- grain: one row per subject, promise and cycle
-- key: subject_kind, source, ticket_key, subject_id, promise_id, cycle
-- clock: UTC stamps compared exactly, never rounded minutes; microseconds on the promise's own clock
-- why: The verdict of each promise, as one word. What was broken before it could be replaced stays broken, and no further promise of that
-- stage is made in that round. How much of its time a running promise has used: of its clock, of an agreed time since the reception.
-- materialized: view
with settled as (
  select
    t.subject_kind,
    t.source,
    t.subject_id,
    t.ticket_key,
    t.cycle,
    t.round,
    t.preset,
    t.preset_version,
    t.promise_id,
    t.name_zh,
    t.name_en,
    t.must_explain_before,
    t.limit_minutes,
    t.limit_working_days,
    t.chosen_by,
    t.rule_order,
    t.stage,
    t.clock,
    t.calendar_id,
    t.booked_at,
    t.started_at,
    t.due_at,
    t.left_micros,
    t.is_cancelled,
    t.is_order_impossible,
    t.is_condition_known,
    t.is_resolved_another_way,
    t.is_standing_at_end,
    t.working_days,
    t.start_event <> 'none' and t.started_at is null as is_to_start,
    case when t.due_at >= t.replaced_at then t.replaced_at end as replaced_at,
    case when t.due_at >= t.replaced_at then t.replaced_at else t.counted_until end as counted_until,
    case when t.replaced_at is null or t.due_at < t.replaced_at then t.stopped_at end as stopped_at,
    case when t.replaced_at is null or t.due_at < t.replaced_at then t.done_at end as done_at,
    case when t.due_at >= t.replaced_at then t.micros_to_replacement else t.micros end as micros,
    case when t.due_at >= t.replaced_at then t.paused_to_replacement else t.paused_micros end as paused_micros
  from intermediate.promise_timed as t
  left join intermediate.promise_follower_refused as r
    on r.ticket_key = case when t.is_one_of_several then t.ticket_key end
    and r.promise_id = t.promise_id
    and r.cycle = t.cycle
  where r.ticket_key is null
),

worded as (
  select
    s.subject_kind,
    s.source,
    s.subject_id,
    s.ticket_key,
    s.cycle,
    s.round,
    s.preset,
    s.preset_version,
    s.promise_id,
    s.name_zh,
    s.name_en,
    s.must_explain_before,
    s.limit_minutes,
    s.limit_working_days,
    s.chosen_by,
    s.rule_order,
    s.stage,
    s.clock,
    s.calendar_id,
    s.booked_at,
    s.started_at,
    s.due_at,
    s.stopped_at,
    s.replaced_at,
    case when s.started_at is not null then s.counted_until end as counted_until,
    s.micros,
    s.paused_micros,
    s.left_micros,
    s.is_standing_at_end,
    s.working_days,
    p.as_of,
    -- What was explained about the ticket says nothing of its complaint.
    case when s.subject_kind = 'ticket' then s.ticket_key end as explained_ticket_key,
    case when s.subject_kind = 'complaint' then concat_key(s.source, s.subject_id) end as complaint_key,
    -- The first of these that holds is the verdict; one word for each, so that verdict and reason cannot part.
    case
      when s.is_cancelled then 'cancelled'
      when s.is_order_impossible then 'impossible_order'
      when s.replaced_at is not null then 'replaced'
      when not s.is_condition_known then 'condition_empty'
      when s.is_to_start and s.is_resolved_another_way then 'resolved_another_way'
      when s.is_to_start and s.clock <> 'given' and coalesce(s.stopped_at, s.done_at) is not null then 'start_not_recorded'
      when s.is_to_start and s.stopped_at is null then 'not_started'
      when s.due_at is null then 'no_working_calendar'
      when s.stopped_at <= s.due_at then 'in_time'
      when s.stopped_at > s.due_at then 'late'
      when s.is_resolved_another_way then 'resolved_another_way'
      when s.done_at is not null then 'stop_not_recorded'
      when p.as_of > s.due_at then 'overdue'
      else 'running'
    end as verdict_word
  from settled as s
  cross join ref.parameter as p
)

select
  w.subject_kind,
  w.source,
  w.subject_id,
  w.ticket_key,
  w.cycle,
  w.round,
  w.preset,
  w.preset_version,
  w.promise_id,
  w.name_zh,
  w.name_en,
  w.must_explain_before,
  w.limit_minutes,
  w.limit_working_days,
  w.chosen_by,
  w.rule_order,
  w.stage,
  w.clock,
  w.calendar_id,
  w.booked_at,
  w.started_at,
  w.due_at,
  w.stopped_at,
  w.replaced_at,
  w.counted_until,
  w.micros,
  w.paused_micros,
  w.is_standing_at_end,
  w.working_days,
  w.as_of,
  w.explained_ticket_key,
  w.complaint_key,
  w.verdict_word,
  case
    when w.verdict_word <> 'running' then null
    when w.clock = 'given' then ratio(micros_between(w.booked_at, w.as_of), micros_between(w.booked_at, w.due_at))
    else ratio(w.micros - w.paused_micros, w.micros - w.paused_micros + w.left_micros)
  end as used_share
from worded as w

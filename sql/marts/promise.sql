-- grain: one row per subject, promise and cycle
-- key: subject_kind, source, subject_id, promise_id, cycle
-- clock: UTC stamps compared exactly, never rounded minutes; minutes on the promise's own clock (calendar, working; those of working_days are
-- working minutes); started_on is the site's local date of the start, for promises without a start (agreed) of the reception, for promises
-- not started of what starts their round
-- why: Every promise and its verdict. Kept: stopped at or before due. Broken: stopped later, or still not stopped after due. Void: cancelled,
-- impossible order, resolved another way, replaced by another promise while it still ran. Unknown: over without the stop or the start
-- recorded, a condition's column empty, or no working calendar for the days. A complaint has the dimensions of its ticket where it has none
-- of its own.
-- materialized: table
select
  j.subject_kind,
  j.source,
  case when j.subject_kind = 'ticket' then l.ticket_id else j.subject_id end as subject_id,
  j.ticket_key,
  j.promise_id,
  j.cycle,
  j.round,
  j.preset,
  j.preset_version,
  j.chosen_by,
  j.rule_order,
  j.name_zh as promise_name_zh,
  j.name_en as promise_name_en,
  j.stage,
  j.clock,
  j.calendar_id,
  j.started_at,
  j.due_at,
  j.stopped_at,
  j.replaced_at,
  j.counted_until,
  micros_as_minutes(j.micros) as elapsed_minutes,
  micros_as_minutes(j.paused_micros) as paused_minutes,
  micros_as_minutes(j.micros - j.paused_micros) as net_minutes,
  j.working_days as net_working_days,
  j.limit_minutes,
  j.limit_working_days,
  case
    when j.verdict_word = 'in_time' then 'kept'
    when j.verdict_word in ('late', 'overdue') then 'broken'
    when j.verdict_word in ('running', 'not_started') then j.verdict_word
    when j.verdict_word in ('cancelled', 'impossible_order', 'resolved_another_way', 'replaced') then 'void'
    else 'unknown'
  end as verdict,
  case when j.verdict_word not in ('in_time', 'running', 'not_started') then j.verdict_word end as verdict_reason,
  j.verdict_word = 'running' and j.is_standing_at_end as is_paused,
  j.used_share,
  j.verdict_word = 'running' and coalesce(j.used_share > 0.75, false) as is_at_risk,
  x.explained_at,
  x.accepted_at,
  -- In time: before it happened where the promise asks for that, else before the stop.
  case
    when j.verdict_word not in ('late', 'overdue') then null
    when x.explained_at is null then false
    when j.must_explain_before then x.explained_at <= j.due_at
    else x.explained_at <= coalesce(j.stopped_at, j.as_of)
  end as is_explained_in_time,
  -- Days far from all others are not in the table.
  coalesce(h.local_day, local_date(j.booked_at, (select z.time_zone from ref.parameter as z))) as started_on,
  l.site,
  coalesce(k.region, l.region) as region,
  l.team,
  coalesce(k.technician_id, l.technician_id) as technician_id,
  coalesce(k.product_family, l.product_family) as product_family,
  coalesce(k.product_model, l.product_model) as product_model,
  l.fault_family,
  l.service_mode,
  l.work_kind,
  l.priority,
  l.warranty
from intermediate.promise_judged as j
left join intermediate.hour_dated as h
  on h.utc_hour = hour_of_stamp(j.booked_at)
  and h.from_at <= j.booked_at
  and h.until_at > j.booked_at
left join intermediate.ticket_latest as l
  on l.ticket_key = j.ticket_key
left join intermediate.complaint_latest as k
  on k.complaint_key = j.complaint_key
left join intermediate.promise_overrun_explained as x
  on x.ticket_key = j.explained_ticket_key
  and x.cycle = j.round
  and x.stage = j.stage

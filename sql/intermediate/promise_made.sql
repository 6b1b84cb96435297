-- grain: one row per subject, promise and cycle
-- key: subject_kind, source, ticket_key, subject_id, promise_id, cycle
-- clock: UTC stamps
-- why: Promises of all kinds of subject in one shape, with the terms that the clock needs. Those that may pause, change calendar or be replaced are
-- counted in pieces (is_cut); all others in one. The number of a ticket is left to marts.promise, which reads the ticket anyway.
-- materialized: view
with waiting as (
  select w.ticket_key
  from intermediate.ticket_wait_paired as w
  group by w.ticket_key
),

moved as (
  select c.ticket_key
  from intermediate.ticket_calendar_spanned as c
  group by c.ticket_key
  having count(*) > 1
)

select
  'ticket' as subject_kind,
  f.source,
  cast(null as varchar) as subject_id,
  t.ticket_key,
  t.cycle,
  t.round,
  f.preset,
  f.preset_version,
  f.promise_id,
  case
    when t.is_preset_agreed then 'agreed'
    when t.is_preset_named then 'named'
    when t.rule_order is not null then 'rule'
    else 'site'
  end as chosen_by,
  t.rule_order,
  f.name_zh,
  f.name_en,
  f.start_event,
  f.must_explain_before,
  f.stage,
  f.clock,
  f.limit_minutes,
  f.limit_working_days,
  f.pauses,
  f.calendar_id as own_calendar_id,
  case when f.clock in ('working', 'working_days') then coalesce(f.calendar_id, c.calendar_id, p.calendar_id) end as calendar_id,
  t.booked_at,
  t.started_at,
  t.given_due_at,
  t.stopped_at,
  t.done_at,
  coalesce(t.stopped_at, t.done_at, p.as_of) as counted_until,
  t.replaced_at,
  t.is_one_of_several,
  f.clock <> 'given'
    and t.started_at is not null
    and (
      t.replaced_at is not null
      or (f.pauses is not null and w.ticket_key is not null)
      or (f.clock <> 'calendar' and f.calendar_id is null and v.ticket_key is not null)
    ) as is_cut,
  t.is_cancelled,
  t.is_order_impossible,
  t.is_condition_known,
  t.is_resolved_another_way
from intermediate.promise_ticket_made as t
inner join intermediate.promise_ticket_offered as f on f.offer_no = t.offer_no
left join intermediate.ticket_calendar_spanned as c
  on c.ticket_key = t.ticket_key
  and coalesce(c.from_at, cast('0001-01-01' as timestamp)) <= coalesce(t.started_at, t.booked_at)
  and coalesce(c.until_at, cast('9999-12-31' as timestamp)) > coalesce(t.started_at, t.booked_at)
left join waiting as w on w.ticket_key = t.ticket_key
left join moved as v on v.ticket_key = t.ticket_key
cross join ref.parameter as p
union all
select
  o.subject_kind,
  o.source,
  o.subject_id,
  o.ticket_key,
  1 as cycle,
  1 as round,
  o.preset,
  o.preset_version,
  o.promise_id,
  cast(null as varchar) as chosen_by,
  cast(null as integer) as rule_order,
  f.name_zh,
  f.name_en,
  f.start_event,
  f.must_explain_before,
  f.stage,
  f.clock,
  f.limit_minutes,
  f.limit_working_days,
  cast(null as varchar) as pauses,
  f.calendar_id as own_calendar_id,
  o.calendar_id,
  o.booked_at,
  o.started_at,
  o.given_due_at,
  o.stopped_at,
  o.done_at,
  coalesce(o.stopped_at, o.done_at, p.as_of) as counted_until,
  cast(null as timestamp) as replaced_at,
  false as is_one_of_several,
  false as is_cut,
  false as is_cancelled,
  false as is_order_impossible,
  true as is_condition_known,
  o.is_resolved_another_way
from intermediate.promise_other_made as o
inner join ref.sla_promise as f
  on f.preset = o.preset
  and f.preset_version = o.preset_version
  and f.promise_id = o.promise_id
cross join ref.parameter as p

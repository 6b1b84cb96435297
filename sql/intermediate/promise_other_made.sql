-- grain: one row per complaint, stock request or maintenance contract and promise
-- key: subject_kind, source, subject_id, promise_id
-- clock: UTC stamps; the end of a contract is announced by the end of the local day one month before it ends
-- why: Promises to subjects that are no tickets. Their preset is the site's when it has promises to that kind of subject, else standard,
-- else the first by name that has (as shipped retail for stock requests, contract for contracts). A filled stock request
-- is answered; a contract renewed in time needs no notice. These promises have no conditions and one cycle.
-- materialized: table
with preset_of_kind as (
  select
    s.subject_kind,
    coalesce(
      max(case when s.preset = p.default_preset then s.preset end),
      max(case when s.preset = 'standard' then s.preset end),
      min(s.preset)
    ) as preset
  from ref.sla_promise as s
  cross join ref.parameter as p
  where s.subject_kind in ('complaint', 'stock_request', 'contract')
  group by s.subject_kind
),

subject as (
  select
    'complaint' as subject_kind,
    c.source,
    c.complaint_id as subject_id,
    c.ticket_key,
    l.site,
    coalesce(c.region, l.region) as region,
    c.received_at as started_at,
    cast(null as timestamp) as given_due_at,
    c.responded_at,
    c.resolved_at,
    c.closed_at,
    c.outcome_told_at,
    cast(null as timestamp) as answered_at,
    cast(null as timestamp) as notice_given_at,
    false as is_resolved_another_way
  from intermediate.complaint_latest as c
  left join intermediate.ticket_latest as l on l.ticket_key = c.ticket_key
  union all
  select
    'stock_request' as subject_kind,
    r.source,
    r.request_id as subject_id,
    cast(null as varchar) as ticket_key,
    cast(null as varchar) as site,
    cast(null as varchar) as region,
    r.requested_at as started_at,
    cast(null as timestamp) as given_due_at,
    cast(null as timestamp) as responded_at,
    cast(null as timestamp) as resolved_at,
    case when r.filled_at <= p.as_of then r.filled_at end as closed_at,
    cast(null as timestamp) as outcome_told_at,
    least_stamp(
      case when r.answered_at <= p.as_of then r.answered_at end,
      case when r.filled_at <= p.as_of then r.filled_at end
    ) as answered_at,
    cast(null as timestamp) as notice_given_at,
    false as is_resolved_another_way
  from staging.stock_request as r
  cross join ref.parameter as p
  where r.is_latest and r.is_known
  union all
  select
    'contract' as subject_kind,
    k.source,
    k.contract_id as subject_id,
    cast(null as varchar) as ticket_key,
    cast(null as varchar) as site,
    cast(null as varchar) as region,
    utc_from_local(cast(add_months(k.ends_on, -1) as timestamp), p.time_zone) as started_at,
    utc_from_local(cast(add_days(add_months(k.ends_on, -1), 1) as timestamp), p.time_zone) as given_due_at,
    cast(null as timestamp) as responded_at,
    cast(null as timestamp) as resolved_at,
    cast(null as timestamp) as closed_at,
    cast(null as timestamp) as outcome_told_at,
    cast(null as timestamp) as answered_at,
    case when k.notice_given_at <= p.as_of then k.notice_given_at end as notice_given_at,
    coalesce(k.renewed_on <= add_months(k.ends_on, -1) and k.renewed_on <= p.as_of_date, false) as is_resolved_another_way
  from staging.contract as k
  cross join ref.parameter as p
  where k.is_latest and k.is_known
),

-- The calendar of where it is, as that of a ticket (intermediate.ticket_calendar_spanned); what has no place has the site's.
ruled as (
  select
    t.subject_kind,
    t.source,
    t.subject_id,
    min(r.rule_order) as rule_order
  from subject as t
  cross join ref.calendar_rule as r
  where (r.sites is null or has_code(r.sites, t.site))
    and (r.regions is null or has_code(r.regions, t.region))
  group by t.subject_kind, t.source, t.subject_id
)

select
  t.subject_kind,
  t.source,
  t.subject_id,
  t.ticket_key,
  f.preset,
  f.preset_version,
  f.promise_id,
  case when f.clock in ('working', 'working_days') then coalesce(f.calendar_id, r.calendar_id, p.calendar_id) end as calendar_id,
  t.started_at as booked_at,
  case when f.start_event <> 'month_before_end' or t.started_at <= p.as_of then t.started_at end as started_at,
  case when f.clock = 'given' then t.given_due_at end as given_due_at,
  case f.stop_event
    when 'responded' then t.responded_at
    when 'resolved' then t.resolved_at
    when 'closed' then t.closed_at
    when 'outcome_told' then t.outcome_told_at
    when 'answered' then t.answered_at
    when 'notice_given' then t.notice_given_at
  end as stopped_at,
  least_stamp(t.resolved_at, t.closed_at) as done_at,
  t.is_resolved_another_way
from subject as t
inner join preset_of_kind as k on k.subject_kind = t.subject_kind
inner join ref.sla_promise as f on f.subject_kind = t.subject_kind and f.preset = k.preset
inner join intermediate.promise_offered as o
  on o.source = t.source
  and o.subject_kind = t.subject_kind
  and o.preset = f.preset
  and o.preset_version = f.preset_version
  and o.promise_id = f.promise_id
left join ruled as m on m.subject_kind = t.subject_kind and m.source = t.source and m.subject_id = t.subject_id
left join ref.calendar_rule as r on r.rule_order = m.rule_order
cross join ref.parameter as p
where local_date(t.started_at, p.time_zone) >= f.in_force_from
  and (f.in_force_until is null or local_date(t.started_at, p.time_zone) < f.in_force_until)

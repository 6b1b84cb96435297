-- grain: one row per source and ticket
-- key: ticket_key
-- clock: UTC stamps, site-local dates, durations in calendar minutes
-- why: Everything that is known about a ticket. Stage times are merged from columns and log; words such as job, served and
-- first-time fix are decided here and nowhere else. Durations are null where the order of the times is impossible.
-- materialized: table
-- order: received_on, ticket_key
with wait as (
  select
    w.ticket_key,
    -- Summed as whole microseconds, so that a rebuild gives the same minutes.
    micros_as_minutes(sum(case when w.waits_for = 'customer' then minutes_as_micros(w.minutes) else 0 end)) as customer_wait_minutes,
    micros_as_minutes(sum(case when w.waits_for = 'parts' then minutes_as_micros(w.minutes) else 0 end)) as parts_wait_minutes,
    micros_as_minutes(sum(case when w.waits_for = 'supplier' then minutes_as_micros(w.minutes) else 0 end)) as supplier_wait_minutes,
    micros_as_minutes(sum(minutes_as_micros(w.minutes))) as wait_minutes
  from intermediate.ticket_wait_paired as w
  group by w.ticket_key
),

judged as (
  select
    s.ticket_key,
    o.is_order_impossible,
    o.impossible_order,
    r.has_unit_id,
    r.is_followed_by_repeat,
    r.repeat_of_ticket_key,
    coalesce(l.outcome = 'cancelled', false) or s.cancelled_at is not null as is_cancelled,
    coalesce(l.visits, case when s.arrivals > 0 then s.arrivals end) as visits
  from intermediate.ticket_stage_merged as s
  inner join intermediate.ticket_latest as l on l.ticket_key = s.ticket_key
  inner join intermediate.ticket_order_checked as o on o.ticket_key = s.ticket_key
  inner join intermediate.ticket_repeat_matched as r on r.ticket_key = s.ticket_key
)

select
  l.ticket_key,
  l.source,
  l.ticket_id,
  l.status,
  l.channel,
  l.customer_id,
  l.region,
  l.site,
  l.zone,
  l.distance_km,
  l.product_family,
  l.product_model,
  l.serial_no,
  l.purchased_at,
  l.warranty,
  l.contract_id,
  l.fault_family,
  l.fault_text,
  l.priority,
  l.service_mode,
  l.work_kind,
  l.sla_preset,
  l.team,
  l.technician_id,
  l.supplier_involved,
  l.received_at,
  l.updated_at,
  s.responded_at,
  s.confirmed_at,
  s.dispatched_at,
  s.arrived_at,
  s.unit_received_at,
  s.diagnosed_at,
  s.quoted_at,
  s.part_arrived_at,
  s.repaired_at,
  s.quality_checked_at,
  s.returned_at,
  s.resolved_at,
  s.closed_at,
  s.followed_up_at,
  s.supplier_contacted_at,
  s.cancelled_at,
  l.promised_at,
  l.appointment_from,
  l.appointment_to,
  l.delivered_at,
  l.shipped_at,
  l.defect_preconfirmed,
  l.defect_confirmed,
  l.exclusion_reason,
  l.repair_warranty_until,
  cast(l.charged_labour as double) as charged_labour,
  cast(l.charged_visit as double) as charged_visit,
  l.currency,
  j.visits,
  l.outcome,
  l.report_complete,
  l.report_signed,
  local_date(l.received_at, p.time_zone) as received_on,
  local_date(s.responded_at, p.time_zone) as responded_on,
  local_date(s.dispatched_at, p.time_zone) as dispatched_on,
  local_date(s.arrived_at, p.time_zone) as arrived_on,
  local_date(s.resolved_at, p.time_zone) as resolved_on,
  local_date(s.closed_at, p.time_zone) as closed_on,
  local_date(s.followed_up_at, p.time_zone) as followed_up_on,
  s.cycles,
  s.reopen_count,
  not j.is_cancelled as is_job,
  not j.is_cancelled and s.resolved_at is not null as is_served,
  not j.is_cancelled
    and s.resolved_at is not null
    and coalesce(l.service_mode in ('onsite', 'workshop', 'remote'), false)
    and coalesce(l.outcome in ('repaired', 'not_repaired'), false) as is_repair_job,
  not j.is_cancelled and s.resolved_at is null and s.closed_at is null as is_open,
  j.has_unit_id,
  case
    when j.is_cancelled or s.resolved_at is null or j.is_order_impossible or not j.has_unit_id then null
    when l.service_mode is null or l.service_mode not in ('onsite', 'workshop', 'remote') then null
    when l.outcome is null or l.outcome not in ('repaired', 'not_repaired') then null
    when l.outcome = 'not_repaired' then false
    when l.service_mode = 'onsite' and j.visits is null then null
    when l.service_mode = 'onsite' and j.visits <> 1 then false
    when l.service_mode <> 'onsite' and s.reopen_count > 0 then false
    else not j.is_followed_by_repeat
  end as is_first_time_fix,
  j.is_followed_by_repeat,
  j.repeat_of_ticket_key,
  case when not j.is_order_impossible then minutes_between(l.received_at, s.responded_at) end as first_response_minutes,
  case when not j.is_order_impossible then minutes_between(l.received_at, s.resolved_at) end as resolution_minutes,
  coalesce(w.wait_minutes, 0) as wait_minutes,
  coalesce(w.customer_wait_minutes, 0) as customer_wait_minutes,
  coalesce(w.parts_wait_minutes, 0) as parts_wait_minutes,
  coalesce(w.supplier_wait_minutes, 0) as supplier_wait_minutes,
  j.is_order_impossible,
  j.impossible_order
from intermediate.ticket_latest as l
inner join intermediate.ticket_stage_merged as s on s.ticket_key = l.ticket_key
inner join judged as j on j.ticket_key = l.ticket_key
left join wait as w on w.ticket_key = l.ticket_key
cross join ref.parameter as p

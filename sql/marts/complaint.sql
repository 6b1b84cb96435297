-- grain: one row per source and complaint
-- key: source, complaint_id
-- clock: UTC stamps, site-local dates, durations in calendar minutes
-- why: A complaint with its principal cause and whose responsibility it turned out to be. The order of its cause and the reasons
-- to look at it are those of intermediate.complaint_cause_settled; a label of the source that means no cause stays in root_cause_detail.
-- Dimensions are those of its ticket, else its own; the
-- technician is the one it names, else the ticket's. What it cost is the net cost of its ticket (when that is complete) and the
-- compensation noted on it, unless the ticket's costs have the compensation already: it is the same money seen from there. Lost are the
-- minutes from the ticket's receipt, else its own, until both are resolved, at the latest now. Where several complaints are about one
-- ticket the shares divide its money and minutes evenly, so that no sum counts them twice.
-- materialized: table
with burdened as (
  select
    c.complaint_key,
    case when t.ticket_key is not null then cast(count(*) over (partition by t.ticket_key) as integer) end as ticket_complaints,
    case when r.is_complete then r.net_cost end as ticket_cost,
    case when c.currency = p.currency and coalesce(r.compensation, 0) = 0 then cast(c.compensation as double) end as own_cost,
    -- Complaints about tickets that were received after them, and impossible orders of times, leave no stretch to count.
    minutes_between(
      coalesce(t.received_at, c.received_at),
      greatest_stamp(
        coalesce(c.resolved_at, c.closed_at, p.as_of),
        case when t.ticket_key is not null then coalesce(t.resolved_at, t.closed_at, t.cancelled_at, p.as_of) end
      )
    ) as minutes
  from intermediate.complaint_latest as c
  left join marts.ticket as t on t.ticket_key = c.ticket_key
  left join marts.repair_cost as r on r.ticket_key = t.ticket_key
  cross join ref.parameter as p
)

select
  c.complaint_key,
  c.source,
  c.complaint_id,
  c.ticket_id,
  t.ticket_key,
  c.received_at,
  local_date(c.received_at, p.time_zone) as received_on,
  c.responded_at,
  c.resolved_at,
  local_date(c.resolved_at, p.time_zone) as resolved_on,
  c.outcome_told_at,
  c.closed_at,
  local_date(c.closed_at, p.time_zone) as closed_on,
  c.resolved_at is null and c.closed_at is null as is_open,
  c.channel,
  c.severity,
  c.remedy_sought,
  c.text,
  t.site,
  coalesce(t.region, c.region) as region,
  t.team,
  coalesce(c.technician_id, t.technician_id) as technician_id,
  coalesce(t.product_family, c.product_family) as product_family,
  coalesce(t.product_model, c.product_model) as product_model,
  t.fault_family,
  t.service_mode,
  t.work_kind,
  t.priority,
  t.warranty,
  s.root_cause,
  s.root_cause_detail,
  s.cause_group,
  s.taxonomy_version,
  s.cause_method,
  s.cause_confidence,
  coalesce(s.cause_group, 'unclassified') = 'unclassified' as is_unclassified,
  s.proposed_cause,
  s.proposed_method,
  s.proposed_confidence,
  y.proposed_responsibility,
  s.responsibility,
  s.responsibility = 'service' as is_settled_service,
  s.review_reason is not null as needs_review,
  s.review_reason,
  s.decided_at,
  minutes_between(c.received_at, c.responded_at) as response_calendar_minutes,
  minutes_between(c.received_at, c.resolved_at) as resolution_calendar_minutes,
  cast(c.compensation as double) as compensation,
  c.currency,
  b.ticket_complaints,
  case when b.ticket_cost is not null or b.own_cost is not null then coalesce(b.ticket_cost, 0) + coalesce(b.own_cost, 0) end as complaint_cost,
  case
    when b.ticket_cost is not null or b.own_cost is not null
      then coalesce(b.ticket_cost, 0) / coalesce(b.ticket_complaints, 1) + coalesce(b.own_cost, 0)
  end as complaint_cost_share,
  case when b.minutes >= 0 then b.minutes end as lost_minutes,
  case when b.minutes >= 0 then b.minutes / coalesce(b.ticket_complaints, 1) end as lost_minutes_share
from intermediate.complaint_latest as c
left join burdened as b on b.complaint_key = c.complaint_key
inner join intermediate.complaint_cause_settled as s on s.complaint_key = c.complaint_key
inner join marts.complaint_responsibility as y on y.complaint_key = c.complaint_key
left join marts.ticket as t on t.ticket_key = c.ticket_key
cross join ref.parameter as p

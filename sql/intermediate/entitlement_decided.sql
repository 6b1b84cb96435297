-- grain: one row per ticket that has an entitlement policy in force when it was received
-- key: ticket_key
-- clock: none
-- why: What the policy says is due, and who pays the way of a unit that travels. A reason for exclusion that the policy knows beats every
-- window; no reason at all is none. Freight is that of the defect where one was found; without a defect it depends on whether it had
-- been confirmed before the unit was sent. An answer is needed only where the cases differ.
-- materialized: table
with claim as (
  select
    w.ticket_key,
    w.received_on,
    w.policy,
    w.policy_version,
    w.has_defect,
    w.window_id,
    w.start_event,
    w.start_on,
    w.begins_on,
    w.ends_on,
    w.days_since_start,
    w.days_left,
    w.unknown_reason,
    w.unmeasured_field,
    l.exclusion_reason,
    l.defect_preconfirmed,
    coalesce(l.service_mode in ('workshop', 'exchange', 'return'), false) or s.unit_received_at is not null as is_sent,
    f.due as window_due,
    f.up_to_share_of_price,
    f.freight_in_defect,
    f.freight_out_defect,
    f.freight_in_preconfirmed,
    f.freight_out_preconfirmed,
    f.freight_in_unconfirmed,
    f.freight_out_unconfirmed,
    coalesce(has_code(x.exclusions, l.exclusion_reason), false) as is_excluded
  from intermediate.entitlement_window_chosen as w
  inner join intermediate.ticket_latest as l on l.ticket_key = w.ticket_key
  inner join intermediate.ticket_stage_merged as s on s.ticket_key = w.ticket_key
  left join ref.entitlement as f
    on f.policy = w.policy and f.policy_version = w.policy_version and f.window_id = w.window_id
  -- The exclusions stand on every window of the policy: the first will do.
  inner join ref.entitlement as x on x.policy = w.policy and x.policy_version = w.policy_version and x.window_order = 1
),

decided as (
  select
    c.ticket_key,
    c.has_defect,
    c.defect_preconfirmed,
    case
      when c.is_excluded then 'excluded'
      when c.unknown_reason is not null then 'unknown'
      when c.window_id is null then 'none'
      else c.window_due
    end as due,
    c.is_sent and not c.is_excluded and c.unknown_reason is null and c.freight_in_defect is not null as has_freight,
    c.freight_in_defect = c.freight_in_preconfirmed and c.freight_in_defect = c.freight_in_unconfirmed as is_in_the_same,
    c.freight_out_defect = c.freight_out_preconfirmed and c.freight_out_defect = c.freight_out_unconfirmed as is_out_the_same,
    case
      when c.has_defect then c.freight_in_defect
      when not c.has_defect and c.freight_in_preconfirmed = c.freight_in_unconfirmed then c.freight_in_preconfirmed
      when not c.has_defect and c.defect_preconfirmed then c.freight_in_preconfirmed
      when not c.has_defect and not c.defect_preconfirmed then c.freight_in_unconfirmed
    end as freight_in,
    case
      when c.has_defect then c.freight_out_defect
      when not c.has_defect and c.freight_out_preconfirmed = c.freight_out_unconfirmed then c.freight_out_preconfirmed
      when not c.has_defect and c.defect_preconfirmed then c.freight_out_preconfirmed
      when not c.has_defect and not c.defect_preconfirmed then c.freight_out_unconfirmed
    end as freight_out,
    c.freight_in_defect,
    c.freight_out_defect
  from claim as c
),

paid as (
  select
    d.ticket_key,
    d.due,
    d.has_freight,
    d.has_defect,
    case when d.has_freight and d.is_in_the_same then d.freight_in_defect when d.has_freight then d.freight_in end as freight_in,
    case when d.has_freight and d.is_out_the_same then d.freight_out_defect when d.has_freight then d.freight_out end as freight_out
  from decided as d
)

select
  c.ticket_key,
  c.received_on,
  c.policy,
  c.policy_version,
  -- What is excluded needs no window; the one that could not be decided would say nothing.
  case when p.due <> 'excluded' or c.unknown_reason is null then c.window_id end as window_id,
  c.start_event,
  c.start_on,
  c.begins_on,
  c.ends_on,
  c.days_since_start,
  c.days_left,
  p.due,
  case when p.due = 'unknown' then c.unknown_reason end as unknown_reason,
  c.unmeasured_field,
  c.exclusion_reason,
  c.has_defect,
  c.up_to_share_of_price,
  p.freight_in,
  p.freight_out,
  case
    when not p.has_freight or (p.freight_in is not null and p.freight_out is not null) then null
    when p.has_defect is null then 'defect_confirmed'
    else 'defect_preconfirmed'
  end as freight_unknown_reason
from claim as c
inner join paid as p on p.ticket_key = c.ticket_key

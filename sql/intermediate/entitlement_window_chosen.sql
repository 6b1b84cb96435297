-- grain: one row per ticket that has an entitlement policy in force when it was received
-- key: ticket_key
-- clock: site-local dates; a window is (start + after, start + within], its last day included; the day of the start is day 0
-- why: Of the policy's windows the first that holds. One whose date or answer is missing may hold: then the decision is unknown, unless an
-- earlier one holds for sure. A window whose start the source maps to no column at all is not measured there and is passed over; when
-- no other holds, the decision is unknown for want of it. A unit that was repaired had a defect, also where nobody wrote it down.
-- Months are calendar months. A start after the reception is a wrong date.
-- materialized: table
with claim as (
  select
    c.ticket_key,
    c.source,
    c.policy,
    c.received_on,
    l.purchased_at as purchased_on,
    local_date(l.delivered_at, p.time_zone) as delivered_on,
    local_date(l.shipped_at, p.time_zone) as shipped_on,
    r.repaired_on,
    r.repaired_unstated_on,
    r.warranted_until,
    coalesce(l.defect_confirmed, case when l.outcome = 'repaired' then true end) as has_defect,
    case
      when l.exclusion_reason = 'none' then true
      when l.exclusion_reason in ('misuse', 'water_or_drop', 'own_repair', 'label_missing') then false
    end as is_unharmed
  from intermediate.entitlement_policy_chosen as c
  inner join intermediate.ticket_latest as l on l.ticket_key = c.ticket_key
  left join intermediate.entitlement_repair_matched as r on r.ticket_key = c.ticket_key
  cross join ref.parameter as p
),

started as (
  select
    t.ticket_key,
    t.source,
    t.received_on,
    t.has_defect,
    t.is_unharmed,
    t.repaired_unstated_on,
    t.warranted_until,
    f.policy,
    f.policy_version,
    f.window_id,
    f.window_order,
    f.start_event,
    f.after_days,
    f.after_months,
    f.within_days,
    f.within_months,
    f.needs_defect,
    f.needs_unharmed,
    case f.start_event
      when 'purchase' then 'purchased_at'
      when 'receipt' then 'delivered_at'
      when 'shipment' then 'shipped_at'
    end as start_field,
    case f.start_event
      when 'purchase' then t.purchased_on
      when 'receipt' then t.delivered_on
      when 'shipment' then t.shipped_on
      when 'repair' then t.repaired_on
    end as start_on
  from claim as t
  inner join ref.entitlement as f on f.policy = t.policy
  where t.received_on >= f.in_force_from and (f.in_force_until is null or t.received_on < f.in_force_until)
),

bounded as (
  select
    s.ticket_key,
    s.received_on,
    s.has_defect,
    s.is_unharmed,
    s.policy,
    s.policy_version,
    s.window_id,
    s.window_order,
    s.start_event,
    s.needs_defect,
    s.needs_unharmed,
    s.start_field,
    s.start_on,
    s.start_event = 'repair' or m.field is not null as is_measured,
    case
      when s.start_on is null then null
      when s.after_days is not null then add_days(s.start_on, s.after_days)
      when s.after_months is not null then add_months(s.start_on, s.after_months)
    end as after_on,
    case
      when s.start_on is null then null
      when s.start_event = 'repair' then cast(greatest_stamp(
        s.warranted_until,
        case
          when s.within_days is not null then add_days(s.repaired_unstated_on, s.within_days)
          else add_months(s.repaired_unstated_on, s.within_months)
        end
      ) as date)
      when s.within_days is not null then add_days(s.start_on, s.within_days)
      when s.within_months is not null then add_months(s.start_on, s.within_months)
    end as until_on
  from started as s
  left join ref.mapped_field as m on m.source = s.source and m.entity = 'ticket' and m.field = s.start_field
),

held as (
  select
    b.ticket_key,
    b.received_on,
    b.has_defect,
    b.policy,
    b.policy_version,
    b.window_id,
    b.window_order,
    b.start_event,
    b.start_field,
    b.start_on,
    b.after_on,
    b.until_on,
    b.is_measured,
    case
      when b.start_on is null then b.start_field
      when b.start_on > b.received_on then 'start_after_reception'
      when b.needs_defect is not null and b.has_defect is null then 'defect_confirmed'
      else 'exclusion_reason'
    end as first_missing,
    case
      when b.start_on is null and b.start_event = 'repair' then false
      when b.start_on is null or b.start_on > b.received_on then null
      else (b.after_on is null or b.received_on > b.after_on) and (b.until_on is null or b.received_on <= b.until_on)
    end
      and (b.needs_defect is null or b.has_defect = b.needs_defect)
      and (b.needs_unharmed is null or b.is_unharmed) as does_hold
  from bounded as b
),

picked as (
  select
    h.ticket_key,
    h.policy,
    h.policy_version,
    h.has_defect,
    h.received_on,
    min(case when h.is_measured and coalesce(h.does_hold, true) then h.window_order end) as window_order,
    -- The first of the windows that the source cannot tell.
    min(case when not h.is_measured then h.start_field end) as unmeasured_field
  from held as h
  group by h.ticket_key, h.policy, h.policy_version, h.has_defect, h.received_on
)

select
  k.ticket_key,
  k.received_on,
  k.policy,
  k.policy_version,
  k.has_defect,
  h.window_id,
  h.start_event,
  h.start_on,
  coalesce(add_days(h.after_on, 1), h.start_on) as begins_on,
  h.until_on as ends_on,
  days_between(h.start_on, k.received_on) as days_since_start,
  days_between(k.received_on, h.until_on) as days_left,
  case
    when h.window_id is null then k.unmeasured_field
    when h.does_hold is null then h.first_missing
  end as unknown_reason,
  k.unmeasured_field
from picked as k
left join held as h on h.ticket_key = k.ticket_key and h.window_order = k.window_order

-- grain: one row per ticket that has an entitlement policy in force when it was received
-- key: ticket_key
-- clock: site-local dates
-- why: What was due by the policy, what was done, and whether the two agree. It is no promise about time. What was done ranks refunded,
-- replaced, repaired (or helped by advice, or nothing to repair because there was no defect), not repaired. Less: below what is due, or
-- the customer paid what was free. More: above it, or free where the customer should have paid. Where labour is free, parts are charged
-- at cost, to the cent, and the way may be charged. An exchange with difference may be charged. Where nothing is due any charge agrees,
-- its height is not judged: no source records the price of the product. Charges in a currency without a rate cannot be added and are not judged.
-- materialized: table
-- order: received_on, policy
with part as (
  select
    u.ticket_key,
    sum(u.home_charged_amount) as charged_parts,
    -- Null as soon as a charged part has no cost: then nobody can say whether it was at cost.
    case
      when max(case when u.charged_amount > 0 and u.home_cost is null then 1 else 0 end) = 0 then sum(u.home_cost)
    end as parts_cost,
    max(case when u.charged_amount > 0 and u.currency_rate is null then 1 else 0 end) = 1 as is_foreign
  from intermediate.part_usage_priced as u
  inner join intermediate.entitlement_decided as d on d.ticket_key = u.ticket_key
  group by u.ticket_key
),

done as (
  select
    d.ticket_key,
    d.due,
    t.outcome,
    t.is_job,
    t.is_served,
    d.has_defect,
    (coalesce(t.currency, p.currency) <> p.currency and x.rate is null and coalesce(t.charged_labour, 0) + coalesce(t.charged_visit, 0) > 0)
      or coalesce(u.is_foreign, false) as is_foreign,
    t.charged_labour is not null or t.charged_visit is not null or coalesce(u.charged_parts, 0) > 0 as is_charge_known,
    cast(cents_times(coalesce(t.charged_labour, 0), coalesce(x.rate, 1)) as double) as charged_labour,
    cast(cents_times(coalesce(t.charged_visit, 0), coalesce(x.rate, 1)) as double) as charged_visit,
    cast(coalesce(u.charged_parts, 0) as double) as charged_parts,
    round_half_away(u.parts_cost, 2) as parts_cost,
    case
      when t.outcome = 'refunded' then 4
      when t.outcome = 'replaced' then 3
      when t.outcome in ('repaired', 'advised') then 2
      when t.outcome = 'not_repaired' and not d.has_defect then 2
      else 0
    end as given,
    case
      when d.due in ('return', 'refund') then 4
      when d.due in ('exchange', 'exchange_with_difference') then 3
      when d.due in ('free_repair', 'free_labour') then 2
      else 0
    end as owed
  from intermediate.entitlement_decided as d
  inner join marts.ticket as t on t.ticket_key = d.ticket_key
  left join part as u on u.ticket_key = d.ticket_key
  cross join ref.parameter as p
  left join ref.currency_rate as x
    on
      x.currency = t.currency
      and coalesce(t.resolved_on, t.received_on) >= x.in_force_from
      and coalesce(t.resolved_on, t.received_on) < coalesce(x.in_force_until, cast('9999-12-31' as date))
),

charged as (
  select
    n.ticket_key,
    n.due,
    n.outcome,
    n.is_job,
    n.is_served,
    n.is_foreign,
    n.is_charge_known,
    n.charged_labour,
    n.charged_visit,
    n.charged_parts,
    n.parts_cost,
    n.charged_labour + n.charged_visit + n.charged_parts as charged_total,
    n.given,
    n.owed,
    -- What was charged beyond what may be; null where a part's cost is missing.
    case
      when n.due in ('return', 'refund', 'exchange', 'free_repair') then n.charged_labour + n.charged_visit + n.charged_parts
      when n.due = 'free_labour' and n.charged_parts <= 0 then n.charged_labour
      when n.due = 'free_labour' and n.charged_parts > n.parts_cost then n.charged_labour + round_half_away(n.charged_parts - n.parts_cost, 2)
      when n.due = 'free_labour' and n.charged_parts <= n.parts_cost then n.charged_labour
      when n.due = 'free_labour' then null
      when n.due <> 'unknown' then 0
    end as beyond_due
  from done as n
),

compared as (
  select
    c.ticket_key,
    case
      when c.due = 'unknown' then 'due_unknown'
      when not c.is_job then 'cancelled'
      when not c.is_served then 'not_done_yet'
      when c.outcome is null then 'outcome_missing'
      when c.is_foreign then 'foreign_currency'
      when c.owed > c.given then null
      when c.owed > 0 and c.due <> 'exchange_with_difference' and not c.is_charge_known then 'charge_missing'
      when c.owed > 0 and c.beyond_due is null and c.charged_labour = 0 then 'part_cost_missing'
      when c.owed = 0 and c.outcome in ('refunded', 'replaced', 'repaired') and not c.is_charge_known then 'charge_missing'
    end as undecided_reason,
    case
      when c.owed > c.given then 'less'
      when c.owed > 0 and (c.beyond_due > 0 or (c.beyond_due is null and c.charged_labour > 0)) then 'less'
      when c.owed > 0 and c.given > c.owed then 'more'
      when c.due = 'free_labour' and c.parts_cost > 0 and c.charged_parts <= 0 then 'more'
      when c.owed > 0 then 'as_due'
      when c.outcome in ('refunded', 'replaced', 'repaired') and c.charged_total <= 0 then 'more'
      else 'as_due'
    end as comparison,
    c.charged_labour,
    c.charged_visit,
    c.charged_parts,
    c.charged_total,
    c.parts_cost,
    c.is_foreign,
    c.is_charge_known,
    c.beyond_due
  from charged as c
)

select
  d.ticket_key,
  t.source,
  t.ticket_id,
  d.received_on,
  t.received_at,
  d.policy,
  d.policy_version,
  f.policy_name_zh,
  f.policy_name_en,
  d.window_id,
  w.name_zh as window_name_zh,
  w.name_en as window_name_en,
  w.window_order,
  d.start_event,
  d.start_on,
  d.begins_on,
  d.ends_on,
  d.days_since_start,
  d.days_left,
  d.due,
  d.unknown_reason,
  d.unmeasured_field,
  d.exclusion_reason,
  d.has_defect,
  d.up_to_share_of_price,
  d.freight_in,
  d.freight_out,
  d.freight_unknown_reason,
  t.outcome,
  case when c.is_charge_known and not c.is_foreign then c.charged_labour end as charged_labour,
  case when c.is_charge_known and not c.is_foreign then c.charged_visit end as charged_visit,
  case when c.is_charge_known and not c.is_foreign then c.charged_parts end as charged_parts,
  case when c.is_charge_known and not c.is_foreign then c.charged_total end as charged_total,
  c.parts_cost,
  case when c.undecided_reason is not null then 'not_decided' else c.comparison end as agreement,
  c.undecided_reason,
  case when c.undecided_reason is null and c.is_charge_known and c.beyond_due > 0 then c.beyond_due end as charged_beyond_due,
  case when r.is_complete then r.gross_cost end as gross_cost,
  t.site,
  t.region,
  t.team,
  t.product_family,
  t.product_model,
  t.service_mode,
  t.work_kind
from intermediate.entitlement_decided as d
inner join compared as c on c.ticket_key = d.ticket_key
inner join marts.ticket as t on t.ticket_key = d.ticket_key
inner join ref.entitlement as f on f.policy = d.policy and f.policy_version = d.policy_version and f.window_order = 1
left join ref.entitlement as w on w.policy = d.policy and w.policy_version = d.policy_version and w.window_id = d.window_id
left join marts.repair_cost as r on r.ticket_key = d.ticket_key

-- grain: one row per ticket that has an entitlement policy
-- key: ticket_key
-- clock: the site's local date of reception; rules are in force [in_force_from, in_force_until)
-- why: One policy a ticket, never merged: that of the first rule that matches and was in force when it was received, else the site's. A
-- rule's condition whose column is empty does not match. Policy `none`, and no policy at all, is no row: nothing is judged.
-- materialized: table
with received as (
  select
    l.ticket_key,
    l.source,
    l.product_family,
    l.region,
    l.service_mode,
    l.work_kind,
    local_date(l.received_at, p.time_zone) as received_on,
    p.default_policy
  from intermediate.ticket_latest as l
  cross join ref.parameter as p
),

ruled as (
  select
    t.ticket_key,
    min(r.rule_order) as rule_order
  from received as t
  cross join ref.entitlement_rule as r
  where t.received_on >= r.in_force_from
    and (r.in_force_until is null or t.received_on < r.in_force_until)
    and (r.sources is null or has_code(r.sources, t.source))
    and (r.product_families is null or has_code(r.product_families, t.product_family))
    and (r.regions is null or has_code(r.regions, t.region))
    and (r.service_modes is null or has_code(r.service_modes, t.service_mode))
    and (r.work_kinds is null or has_code(r.work_kinds, t.work_kind))
  group by t.ticket_key
),

chosen as (
  select
    t.ticket_key,
    t.source,
    t.received_on,
    coalesce(r.policy, t.default_policy) as policy,
    case when r.policy is not null then 'rule' else 'site' end as chosen_by
  from received as t
  left join ruled as m on m.ticket_key = t.ticket_key
  left join ref.entitlement_rule as r on r.rule_order = m.rule_order
)

select
  c.ticket_key,
  c.source,
  c.received_on,
  c.policy,
  c.chosen_by
from chosen as c
where c.policy is not null and c.policy <> 'none'

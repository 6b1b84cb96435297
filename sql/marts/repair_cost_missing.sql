-- grain: one row per ticket and component of its cost that is missing
-- key: ticket_key, component
-- clock: site-local dates
-- why: Why a repair's cost is not complete. no_currency_rate: an amount that cannot be added. unpriced: hours or kilometres without money
-- or rate, a part without a price. not_recorded: expected by ref.expected_cost of such a repair, recorded by its source elsewhere, and not
-- there. no_cost (component all): a repair job on which no cost stands at all, which was not free. One reason each, in this order.
-- materialized: table
with recorded as (
  select
    e.source,
    e.component
  from intermediate.repair_cost_entered as e
  where e.original_cost is not null
  group by e.source, e.component
),

rule as (
  select
    x.component,
    x.in_force_from,
    x.in_force_until,
    x.sources,
    x.service_modes,
    x.work_kinds,
    r.source
  from ref.expected_cost as x
  inner join recorded as r on r.component = x.component
),

expected as (
  select
    t.ticket_key,
    r.component
  from marts.ticket as t
  inner join rule as r
    on
      r.source = t.source
      and t.resolved_on >= r.in_force_from
      and (r.in_force_until is null or t.resolved_on < r.in_force_until)
      and (r.sources is null or has_code(r.sources, t.source))
      and (r.service_modes is null or coalesce(has_code(r.service_modes, t.service_mode), false))
      and (r.work_kinds is null or coalesce(has_code(r.work_kinds, t.work_kind), false))
  where t.is_repair_job
  group by t.ticket_key, r.component
),

there as (
  select
    e.ticket_key,
    e.component,
    max(case when e.is_foreign then 1 else 0 end) as is_foreign
  from intermediate.repair_cost_entered as e
  where e.ticket_key is not null and (e.original_cost is not null or e.is_foreign)
  group by e.ticket_key, e.component
),

unpriced as (
  select
    l.ticket_key,
    'labour' as component
  from intermediate.labour_rated as l
  where l.is_labour_unpriced
  union
  select
    l.ticket_key,
    'travel' as component
  from intermediate.labour_rated as l
  where l.is_travel_unpriced
  union
  select
    u.ticket_key,
    'parts' as component
  from intermediate.part_usage_priced as u
  where u.is_unpriced
),

found as (
  select
    h.ticket_key,
    h.component,
    1 as reason_order
  from there as h
  where h.is_foreign = 1
  union all
  select
    u.ticket_key,
    u.component,
    2 as reason_order
  from unpriced as u
  inner join marts.ticket as t on t.ticket_key = u.ticket_key
  union all
  select
    x.ticket_key,
    x.component,
    3 as reason_order
  from expected as x
  left join there as h on h.ticket_key = x.ticket_key and h.component = x.component
  where h.ticket_key is null
  union all
  select
    t.ticket_key,
    'all' as component,
    4 as reason_order
  from marts.ticket as t
  left join intermediate.repair_cost_summed as s on s.ticket_key = t.ticket_key and s.cost_entries > 0
  where t.is_repair_job and s.ticket_key is null
),

reason as (
  select
    f.ticket_key,
    f.component,
    min(f.reason_order) as reason_order
  from found as f
  group by f.ticket_key, f.component
)

select
  r.ticket_key,
  r.component,
  case
    when r.reason_order = 1 then 'no_currency_rate'
    when r.reason_order = 2 then 'unpriced'
    when r.reason_order = 3 then 'not_recorded'
    else 'no_cost'
  end as reason
from reason as r

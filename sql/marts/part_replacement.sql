-- grain: one row per part replaced on a ticket; uses on no ticket one by one
-- key: replacement_key
-- clock: site-local dates
-- why: A replacement is a part that stayed in: its uses on one ticket, returns taken off, come to more than 0. Two pieces put in at once are
-- one replacement. The unit tells whether the same part had to be replaced again within ref.part_rule.repeat_days.
-- materialized: table
-- order: replaced_on, replacement_key
with placed as (
  select
    u.source || '|' || u.part_no || '|' || coalesce(u.ticket_key, 'use:' || u.usage_id) as replacement_key,
    u.source,
    u.part_no,
    u.ticket_key,
    u.part_name,
    u.supplier,
    u.technician_id,
    u.quantity,
    u.home_cost as cost,
    case when u.quantity > 0 then u.used_at end as used_at,
    case when u.quantity > 0 then u.used_on end as used_on
  from marts.part_usage as u
),

netted as (
  select
    m.replacement_key,
    m.source,
    m.part_no,
    m.ticket_key,
    max(m.part_name) as part_name,
    min(m.supplier) as supplier,
    max(m.technician_id) as technician_id,
    min(m.used_at) as replaced_at,
    min(m.used_on) as replaced_on,
    sum(exact(m.quantity)) as pieces,
    sum(exact(m.cost)) as cost,
    count(*) filter (where m.cost is null) as unpriced
  from placed as m
  group by m.replacement_key, m.source, m.part_no, m.ticket_key
  having sum(exact(m.quantity)) > 0
),

followed as (
  select
    n.replacement_key,
    r.unit_key,
    d.purchased_on,
    case
      when r.unit_key is not null
        then min(n.replaced_on) over (
          partition by n.source, n.part_no, r.unit_key
          order by n.replaced_at nulls last, n.replacement_key nulls last
          rows between 1 following and 1 following
        )
    end as next_replaced_on
  from netted as n
  left join intermediate.ticket_repeat_matched as r on r.ticket_key = n.ticket_key
  left join intermediate.unit_dated as d on d.unit_key = r.unit_key
)

select
  n.replacement_key,
  n.source,
  n.part_no,
  n.part_name,
  n.supplier,
  n.ticket_key,
  n.replaced_at,
  n.replaced_on,
  cast(n.pieces as double) as pieces,
  cast(n.cost as double) as cost,
  cast(n.unpriced as integer) as unpriced,
  f.unit_key,
  f.purchased_on,
  case when n.replaced_on >= f.purchased_on then days_between(f.purchased_on, n.replaced_on) end as age_days,
  f.next_replaced_on,
  case
    when f.unit_key is null then null
    when f.next_replaced_on <= add_days(n.replaced_on, q.repeat_days) then true
    when add_days(n.replaced_on, q.repeat_days) < s.known_until then false
  end as is_repeated,
  t.site,
  t.region,
  t.team,
  n.technician_id,
  t.product_family,
  t.product_model,
  t.fault_family,
  t.service_mode,
  t.work_kind,
  t.priority,
  t.warranty
from netted as n
inner join followed as f on f.replacement_key = n.replacement_key
left join marts.ticket as t on t.ticket_key = n.ticket_key
left join intermediate.kpi_source_described as s on s.source = n.source
cross join ref.part_rule as q

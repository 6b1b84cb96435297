-- grain: one row per amount of money: labour and travel of a labour entry, a part used, a cost item, what a ticket charged
-- key: entry_key
-- clock: site-local dates
-- why: All money of repairs on one list, so that what is on tickets and what is not add up to what was loaded. Kind `other` counts as
-- outside work, the component for what has none of its own. Money that came back without saying from whom counts as the supplier's.
-- Compensation is that of cost items; the one noted on a complaint is the same money seen from there and is not added.
-- materialized: table
with entry as (
  select
    'labour:' || l.labour_key as entry_key,
    l.source,
    l.ticket_key,
    l.worked_on as used_on,
    'labour' as component,
    l.labour_cost as cost,
    cast(null as decimal(18, 4)) as recovered_supplier,
    cast(null as decimal(18, 4)) as charged_customer,
    l.technician_id,
    l.currency
  from intermediate.labour_latest as l
  where l.labour_cost is not null
  union all
  select
    'travel:' || l.labour_key as entry_key,
    l.source,
    l.ticket_key,
    l.worked_on as used_on,
    'travel' as component,
    l.travel_cost as cost,
    cast(null as decimal(18, 4)) as recovered_supplier,
    cast(null as decimal(18, 4)) as charged_customer,
    l.technician_id,
    l.currency
  from intermediate.labour_latest as l
  where l.travel_cost is not null
  union all
  select
    'part:' || u.usage_key as entry_key,
    u.source,
    u.ticket_key,
    local_date(u.used_at, p.time_zone) as used_on,
    'parts' as component,
    u.cost,
    u.recovered_amount as recovered_supplier,
    u.charged_amount as charged_customer,
    u.technician_id,
    u.currency
  from intermediate.part_usage_latest as u
  cross join ref.parameter as p
  where u.cost is not null or u.recovered_amount is not null or u.charged_amount is not null
  union all
  select
    'item:' || concat_key(c.source, c.cost_id) as entry_key,
    c.source,
    c.ticket_key,
    local_date(c.at, p.time_zone) as used_on,
    case when c.kind = 'other' then 'outside' else c.kind end as component,
    c.amount as cost,
    case when c.recovered_from is null or c.recovered_from = 'supplier' then c.recovered_amount end as recovered_supplier,
    case when c.recovered_from = 'customer' then c.recovered_amount end as charged_customer,
    cast(null as varchar) as technician_id,
    coalesce(c.currency, p.currency) as currency
  from staging.cost_item as c
  cross join ref.parameter as p
  where c.is_latest and c.is_known
  union all
  select
    'charge:' || t.ticket_key as entry_key,
    t.source,
    t.ticket_key,
    local_date(coalesce(t.resolved_at, t.received_at), p.time_zone) as used_on,
    'charge' as component,
    cast(null as decimal(18, 4)) as cost,
    cast(null as decimal(18, 4)) as recovered_supplier,
    cast(coalesce(t.charged_labour, 0) + coalesce(t.charged_visit, 0) as decimal(18, 4)) as charged_customer,
    t.technician_id,
    coalesce(t.currency, p.currency) as currency
  from intermediate.ticket_latest as t
  cross join ref.parameter as p
  where t.charged_labour is not null or t.charged_visit is not null
)

select
  e.entry_key,
  e.source,
  t.ticket_key,
  e.used_on,
  e.component,
  e.cost,
  e.recovered_supplier,
  e.charged_customer,
  e.technician_id,
  e.currency,
  e.currency = p.currency as is_home_currency
from entry as e
left join intermediate.ticket_latest as t on t.ticket_key = e.ticket_key
cross join ref.parameter as p

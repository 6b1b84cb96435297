-- grain: one row per amount of money: labour and travel of a labour entry, a part used, a cost item, what a ticket charged
-- key: entry_key
-- clock: site-local dates
-- why: All money of repairs on one list, so that what is on tickets and what is not add up to what was loaded. Kind `other` counts as
-- outside work, the component for what has none of its own. Money that came back without saying from whom counts as the supplier's.
-- Compensation is that of cost items; the one noted on a complaint is the same money seen from there and is not added. Amounts are in the
-- home's currency, at the rate of their day; without a rate they are null and stand in original_… only.
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
    l.labour_currency as currency,
    l.is_labour_rated as is_rated
  from intermediate.labour_rated as l
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
    l.travel_currency as currency,
    l.is_travel_rated as is_rated
  from intermediate.labour_rated as l
  where l.travel_cost is not null
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
    coalesce(c.currency, p.currency) as currency,
    false as is_rated
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
    coalesce(t.currency, p.currency) as currency,
    false as is_rated
  from intermediate.ticket_latest as t
  cross join ref.parameter as p
  where t.charged_labour is not null or t.charged_visit is not null
),

rated as (
  select
    e.entry_key,
    e.source,
    e.ticket_key,
    e.used_on,
    e.component,
    e.cost,
    e.recovered_supplier,
    e.charged_customer,
    e.technician_id,
    e.currency,
    e.is_rated,
    e.currency = p.currency as is_at_home,
    case when e.currency = p.currency then 1 else x.rate end as currency_rate
  from entry as e
  cross join ref.parameter as p
  left join ref.currency_rate as x
    on
      x.currency = e.currency
      and e.used_on >= x.in_force_from
      and e.used_on < coalesce(x.in_force_until, cast('9999-12-31' as date))
),

converted as (
  select
    r.entry_key,
    r.source,
    r.ticket_key,
    r.used_on,
    r.component,
    case when r.is_at_home then r.cost else cents_times(r.cost, r.currency_rate) end as cost,
    case when r.is_at_home then r.recovered_supplier else cents_times(r.recovered_supplier, r.currency_rate) end as recovered_supplier,
    case when r.is_at_home then r.charged_customer else cents_times(r.charged_customer, r.currency_rate) end as charged_customer,
    r.technician_id,
    r.currency,
    r.currency_rate,
    r.cost as original_cost,
    r.recovered_supplier as original_recovered,
    r.charged_customer as original_charged,
    r.is_rated,
    r.currency_rate is null as is_foreign
  from rated as r
  union all
  -- Parts have their rates already: a computed price may be in another currency than the row.
  select
    'part:' || u.usage_key as entry_key,
    u.source,
    u.ticket_key,
    u.used_on,
    'parts' as component,
    u.home_cost as cost,
    u.home_recovered_amount as recovered_supplier,
    u.home_charged_amount as charged_customer,
    u.technician_id,
    case when u.cost is not null then u.cost_currency else u.currency end as currency,
    case when u.cost is not null then u.cost_rate else u.currency_rate end as currency_rate,
    u.cost as original_cost,
    u.recovered_amount as original_recovered,
    u.charged_amount as original_charged,
    u.is_rated,
    (u.cost is not null and u.cost_rate is null)
      or ((coalesce(u.recovered_amount, 0) <> 0 or coalesce(u.charged_amount, 0) <> 0) and u.currency_rate is null) as is_foreign
  from intermediate.part_usage_priced as u
  where u.cost is not null or u.recovered_amount is not null or u.charged_amount is not null
)

select
  c.entry_key,
  c.source,
  t.ticket_key,
  c.used_on,
  c.component,
  c.cost,
  c.recovered_supplier,
  c.charged_customer,
  c.technician_id,
  c.currency,
  c.currency_rate,
  c.original_cost,
  c.original_recovered,
  c.original_charged,
  c.is_rated,
  c.is_foreign
from converted as c
left join intermediate.ticket_latest as t on t.ticket_key = c.ticket_key

-- severity: error
-- why: No money is lost and none is made: what stands on tickets and what stands on none add up to what was loaded, currency by currency, to
-- the last decimal. Amounts that were computed are no part of it: repair_cost_equals_rates holds them to their rates.
with loaded as (
  select 'labour' as component, coalesce(l.currency, p.currency) as currency, sum(l.labour_cost) as cost
  from staging.labour as l
  cross join ref.parameter as p
  where l.is_latest and l.is_known
  group by coalesce(l.currency, p.currency)
  union all
  select 'travel' as component, coalesce(l.currency, p.currency) as currency, sum(l.travel_cost) as cost
  from staging.labour as l
  cross join ref.parameter as p
  where l.is_latest and l.is_known
  group by coalesce(l.currency, p.currency)
  union all
  select 'parts' as component, coalesce(u.currency, p.currency) as currency, sum(money_times(u.unit_cost, u.quantity)) as cost
  from staging.part_usage as u
  cross join ref.parameter as p
  where u.is_latest and u.is_known
  group by coalesce(u.currency, p.currency)
  union all
  select case when c.kind = 'other' then 'outside' else c.kind end as component, coalesce(c.currency, p.currency) as currency, sum(c.amount) as cost
  from staging.cost_item as c
  cross join ref.parameter as p
  where c.is_latest and c.is_known
  group by case when c.kind = 'other' then 'outside' else c.kind end, coalesce(c.currency, p.currency)
),

entered as (
  select e.component, e.currency, sum(e.original_cost) as cost
  from intermediate.repair_cost_entered as e
  where not e.is_rated and e.component <> 'charge'
  group by e.component, e.currency
),

-- What stands on tickets, in the home's currency.
summed as (
  select sum(s.gross_cost) as on_tickets
  from intermediate.repair_cost_summed as s
),

on_ticket as (
  select sum(e.cost) as on_tickets
  from intermediate.repair_cost_entered as e
  where e.ticket_key is not null
),

-- The same from the marts that pages read: repairs and tickets, and what is on none.
published as (
  select sum(exact(c.cost)) as everything, sum(case when not c.is_on_ticket then exact(c.cost) else 0 end) as on_none
  from marts.cost_entry as c
),

on_repair as (
  select sum(exact(r.gross_cost)) as on_tickets
  from marts.repair_cost as r
)

select
  coalesce(l.component, e.component) as component,
  coalesce(l.currency, e.currency) as currency,
  l.cost as loaded,
  e.cost as found
from loaded as l
full join entered as e on e.component = l.component and e.currency = l.currency
where coalesce(l.cost, 0) <> coalesce(e.cost, 0)
union all
select
  'on tickets' as component,
  null as currency,
  o.on_tickets as loaded,
  s.on_tickets as found
from summed as s
cross join on_ticket as o
where coalesce(s.on_tickets, 0) <> coalesce(o.on_tickets, 0)
union all
select
  'everything' as component,
  null as currency,
  p.everything as loaded,
  coalesce(r.on_tickets, 0) + coalesce(p.on_none, 0) as found
from published as p
cross join on_repair as r
where coalesce(p.everything, 0) <> coalesce(r.on_tickets, 0) + coalesce(p.on_none, 0)

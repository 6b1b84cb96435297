-- severity: error
-- why: No money is lost and none is made: what stands on tickets and what stands on none add up to what was loaded, to the last decimal.
with loaded as (
  select 'labour' as component, sum(l.labour_cost) as cost from staging.labour as l where l.is_latest and l.is_known
  union all
  select 'travel' as component, sum(l.travel_cost) as cost from staging.labour as l where l.is_latest and l.is_known
  union all
  select 'parts' as component, sum(money_times(u.unit_cost, u.quantity)) as cost
  from staging.part_usage as u
  where u.is_latest and u.is_known
  union all
  select case when c.kind = 'other' then 'outside' else c.kind end as component, sum(c.amount) as cost
  from staging.cost_item as c
  where c.is_latest and c.is_known
  group by case when c.kind = 'other' then 'outside' else c.kind end
),

entered as (
  select e.component, sum(e.cost) as cost
  from intermediate.repair_cost_entered as e
  group by e.component
),

-- What stands on tickets, in the home's currency.
summed as (
  select sum(s.gross_cost) as on_tickets
  from intermediate.repair_cost_summed as s
),

on_ticket as (
  select sum(e.cost) as on_tickets
  from intermediate.repair_cost_entered as e
  where e.ticket_key is not null and e.is_home_currency
)

select
  coalesce(l.component, e.component) as component,
  l.cost as loaded,
  e.cost as found
from loaded as l
full join entered as e on e.component = l.component
where coalesce(l.cost, 0) <> coalesce(e.cost, 0)
union all
select
  'on tickets' as component,
  o.on_tickets as loaded,
  s.on_tickets as found
from summed as s
cross join on_ticket as o
where coalesce(s.on_tickets, 0) <> coalesce(o.on_tickets, 0)

-- severity: warning
-- why: Amounts in another currency than the home's are in no sum; without a rate they cannot be added.
select
  e.source,
  e.currency,
  count(*) as entries,
  sum(e.cost) as cost
from intermediate.repair_cost_entered as e
where not e.is_home_currency
group by e.source, e.currency

-- severity: warning
-- why: Amounts in a currency without a rate in force on their day are in no sum: give the rate in reference/currency-rates.yaml.
select
  e.source,
  e.currency,
  min(e.used_on) as from_day,
  max(e.used_on) as until_day,
  count(*) as entries,
  sum(e.original_cost) as cost
from intermediate.repair_cost_entered as e
where e.is_foreign
group by e.source, e.currency

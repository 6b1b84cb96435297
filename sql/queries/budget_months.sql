-- what: budget and cost by month, cost centre and component for months in [since, until)
-- parameters: since DATE, until DATE
select
  budget.month,
  budget.cost_centre,
  budget.component,
  budget.budget,
  budget.cost,
  budget.is_over,
  budget.is_settled
from marts.budget_month as budget
where budget.month >= $since and budget.month < $until
order by budget.month asc nulls last, budget.cost_centre asc nulls last, budget.component asc nulls last

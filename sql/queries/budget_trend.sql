-- what: the budget of all cost centres by period, a month's spread evenly over its days
-- parameters: grain VARCHAR, since DATE, until DATE
with dated as (
  select
    case when $grain = 'week' then week_start(budget.day) else month_start(budget.day) end as period_start,
    budget.budget
  from marts.budget_day as budget
  where budget.day >= $since and budget.day < $until
)

select
  dated.period_start,
  cast(sum(exact(dated.budget)) as double) as budget
from dated
group by dated.period_start
order by dated.period_start asc nulls last

-- grain: one row per day and cost centre that has a budget
-- key: day, cost_centre
-- clock: site-local dates
-- why: A month's budget spread evenly over its days, so that weeks can be compared too: each day has what its end adds to the share of the
-- month that has gone, rounded to the cent, so that the days add up to the month exactly. Beside it what was spent on that day.
-- materialized: table
with month_budget as (
  select
    b.month,
    b.cost_centre,
    min(b.source) as source,
    sum(b.amount) as amount
  from intermediate.budget_dated as b
  where b.amount is not null
  group by b.month, b.cost_centre
),

month_day as (
  select
    d.month_start,
    d.day,
    days_between(d.month_start, d.day) as days_before,
    days_between(d.month_start, add_months(d.month_start, 1)) as days
  from ref.day as d
),

spent as (
  select
    c.used_on,
    c.cost_centre,
    sum(exact(c.cost)) as cost
  from marts.cost_centre_day as c
  group by c.used_on, c.cost_centre
)

select
  d.day,
  b.cost_centre,
  b.source,
  cast(
    exact(
      round_half_away(cast(b.amount as double) * (d.days_before + 1) / d.days, 2)
      - round_half_away(cast(b.amount as double) * d.days_before / d.days, 2)
    ) as double
  ) as budget,
  cast(coalesce(s.cost, 0) as double) as cost
from month_budget as b
inner join month_day as d on d.month_start = b.month
left join spent as s on s.used_on = d.day and s.cost_centre = b.cost_centre

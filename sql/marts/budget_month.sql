-- grain: one row per month, cost centre and component that has a budget or a cost
-- key: month, cost_centre, component
-- clock: site-local months
-- why: Budget against cost. is_over: the month has ended and every source that records costs is known beyond its end; is_settled: 30 days
-- on, as with the cost of repairs, since costs come in late.
-- materialized: table
with line as (
  select
    b.month,
    b.cost_centre,
    b.component,
    b.amount as budget,
    cast(null as decimal(18, 4)) as cost
  from intermediate.budget_dated as b
  union all
  select
    month_start(c.used_on) as month,
    c.cost_centre,
    c.component,
    cast(null as decimal(18, 4)) as budget,
    exact(c.cost) as cost
  from marts.cost_centre_day as c
),

known as (
  select min(s.known_until) as known_until
  from intermediate.kpi_source_described as s
  where s.has_cost
)

select
  l.month,
  l.cost_centre,
  l.component,
  cast(sum(l.budget) as double) as budget,
  cast(coalesce(sum(l.cost), 0) as double) as cost,
  coalesce(add_months(l.month, 1) <= max(k.known_until), false) as is_over,
  coalesce(add_days(add_months(l.month, 1), 30) <= max(k.known_until), false) as is_settled
from line as l
cross join known as k
group by l.month, l.cost_centre, l.component

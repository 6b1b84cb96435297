-- severity: error
-- why: The median of every period, for all together, has half of its cases on either side and no more, and stands on as many cases as it says.
with valued as (
  select
    k.kpi_id,
    k.booked_on,
    k.value
  from marts.kpi_case as k
  inner join ref.kpi as r on r.kpi_id = k.kpi_id and r.definition_version = k.definition_version
  where r.statistic = 'median' and k.is_decided and k.value is not null
),

placed as (
  select v.kpi_id, 'week' as grain, week_start(v.booked_on) as period_start, v.value
  from valued as v
  union all
  select v.kpi_id, 'month' as grain, month_start(v.booked_on) as period_start, v.value
  from valued as v
)

select
  p.kpi_id,
  p.grain,
  p.period_start,
  min(f.value) as found_median,
  min(f.n) as found_n,
  count(*) as cases,
  sum(case when p.value < f.value then 1 else 0 end) as below,
  sum(case when p.value > f.value then 1 else 0 end) as above
from placed as p
left join marts.kpi_period as f
  on f.kpi_id = p.kpi_id
  and f.grain = p.grain
  and f.period_start = p.period_start
  and f.slice = 'all'
group by p.kpi_id, p.grain, p.period_start
having min(f.value) is null
  or min(f.n) <> count(*)
  or 2 * sum(case when p.value < f.value then 1 else 0 end) > count(*)
  or 2 * sum(case when p.value > f.value then 1 else 0 end) > count(*)

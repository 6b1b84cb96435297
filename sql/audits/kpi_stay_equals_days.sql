-- severity: error
-- why: What came and left on a day by kpi_stay is what kpi_day has of every KPI that is a level.
with moved as (
  select
    s.kpi_id,
    s.entered_on as day,
    1 as numerator
  from marts.kpi_stay as s
  union all
  select
    s.kpi_id,
    s.left_on as day,
    -1 as numerator
  from marts.kpi_stay as s
  where s.left_on is not null
),

summed as (
  select
    m.kpi_id,
    m.day,
    sum(m.numerator) as numerator
  from moved as m
  group by m.kpi_id, m.day
),

booked as (
  select
    d.kpi_id,
    d.day,
    d.numerator
  from marts.kpi_day as d
  inner join ref.kpi as k
    on k.kpi_id = d.kpi_id
    and k.definition_version = d.definition_version
    and k.statistic = 'level'
  where d.slice = 'all'
)

select
  coalesce(b.kpi_id, s.kpi_id) as kpi_id,
  coalesce(b.day, s.day) as day,
  b.numerator as booked,
  s.numerator as by_stay
from booked as b
full join summed as s
  on s.kpi_id = b.kpi_id
  and s.day = b.day
where coalesce(b.numerator, 0) <> coalesce(s.numerator, 0)

-- grain: one row per KPI, month or quarter, and technician with any decided case
-- key: kpi_id, grain, period, technician_id
-- clock: site-local months and quarters
-- why: A fair figure for each technician, and where it stands among the others. Ranks speak of which way is better for the KPI. Method
-- version 1: the best and worst rank that intervals which do not overlap allow; nobody with reliability below 0.7 or fewer than 30
-- cases is ranked; p_top_quarter and p_bottom_quarter are null until ranks are simulated.
-- materialized: table
with ranked as (
  -- Turned so that more is better.
  select
    e.kpi_id,
    e.grain,
    e.period,
    e.technician_id,
    case when k.direction = 'less' then -e.upper else e.lower end as low,
    case when k.direction = 'less' then -e.lower else e.upper end as high
  from marts.technician_estimate as e
  inner join ref.kpi as k on k.kpi_id = e.kpi_id and k.definition_version = e.definition_version
  where e.verdict in ('above', 'below', 'as_expected')
),

ends as (
  select r.kpi_id, r.grain, r.period, r.technician_id, r.low as at, 0 as is_high
  from ranked as r
  union all
  select r.kpi_id, r.grain, r.period, r.technician_id, r.high as at, 1 as is_high
  from ranked as r
),

-- How many intervals have begun, and how many have ended before, on the way from the worst to the best.
passed as (
  select
    e.kpi_id,
    e.grain,
    e.period,
    e.technician_id,
    e.is_high,
    sum(1 - e.is_high) over (
      partition by e.kpi_id, e.grain, e.period order by e.at nulls last, e.is_high nulls last, e.technician_id nulls last rows between unbounded preceding and current row
    ) as begun,
    sum(e.is_high) over (
      partition by e.kpi_id, e.grain, e.period order by e.at nulls last, e.is_high nulls last, e.technician_id nulls last rows between unbounded preceding and current row
    ) as ended,
    sum(e.is_high) over (partition by e.kpi_id, e.grain, e.period) as people
  from ends as e
),

placed as (
  select
    p.kpi_id,
    p.grain,
    p.period,
    p.technician_id,
    max(case when p.is_high = 1 then 1 + p.people - p.begun end) as rank_low,
    max(case when p.is_high = 0 then p.people - p.ended end) as rank_high
  from passed as p
  group by p.kpi_id, p.grain, p.period, p.technician_id
),

reached as (
  select
    r.kpi_id,
    r.grain,
    r.period,
    r.technician_id,
    r.high,
    min(r.low) over (
      partition by r.kpi_id, r.grain, r.period
      order by r.high desc nulls last, r.technician_id nulls last
      rows between unbounded preceding and 1 preceding
    ) as reach
  from ranked as r
),

-- A gap between intervals parts those who can be told apart from all that are better.
tied as (
  select
    r.kpi_id,
    r.grain,
    r.period,
    r.technician_id,
    1 + sum(case when r.high < r.reach then 1 else 0 end) over (
      partition by r.kpi_id, r.grain, r.period order by r.high desc nulls last, r.technician_id nulls last rows between unbounded preceding and current row
    ) as tie_group
  from reached as r
)

select
  e.kpi_id,
  e.definition_version,
  e.grain,
  e.period,
  e.technician_id,
  e.n,
  e.observed,
  e.expected,
  e.standardised,
  e.centre,
  e.estimate,
  e.lower,
  e.upper,
  e.reliability,
  cast(p.rank_low as integer) as rank_low,
  cast(p.rank_high as integer) as rank_high,
  cast(null as double) as p_top_quarter,
  cast(null as double) as p_bottom_quarter,
  cast(t.tie_group as integer) as tie_group,
  e.verdict,
  1 as method_version
from marts.technician_estimate as e
left join placed as p
  on p.kpi_id = e.kpi_id and p.grain = e.grain and p.period = e.period and p.technician_id = e.technician_id
left join tied as t
  on t.kpi_id = e.kpi_id and t.grain = e.grain and t.period = e.period and t.technician_id = e.technician_id

-- grain: one row per KPI, grain, period, slice and slice value
-- key: kpi_id, grain, slice, slice_value, period_start
-- clock: site-local weeks from Monday and months
-- why: Days added up to weeks and months, and rows of nothing where nothing is a figure: counts have one for every period from the first
-- case of the slice value to the newest fact, levels for every period from its first case on.
-- materialized: table
with registered as (
  select
    k.kpi_id,
    k.definition_version,
    k.statistic,
    k.mature_after_days
  from ref.kpi as k
  where k.is_computed
),

dated as (
  select
    d.kpi_id,
    d.definition_version,
    d.slice,
    d.slice_value,
    'week' as grain,
    week_start(d.day) as period_start,
    d.numerator,
    d.denominator,
    d.n,
    d.cases,
    d.undecided
  from marts.kpi_day as d
  union all
  select
    d.kpi_id,
    d.definition_version,
    d.slice,
    d.slice_value,
    'month' as grain,
    month_start(d.day) as period_start,
    d.numerator,
    d.denominator,
    d.n,
    d.cases,
    d.undecided
  from marts.kpi_day as d
),

summed as (
  select
    d.kpi_id,
    d.definition_version,
    d.grain,
    d.period_start,
    d.slice,
    d.slice_value,
    sum(exact(d.numerator)) as numerator,
    sum(exact(d.denominator)) as denominator,
    sum(d.n) as n,
    sum(d.cases) as cases,
    sum(d.undecided) as undecided
  from dated as d
  group by d.kpi_id, d.definition_version, d.grain, d.period_start, d.slice, d.slice_value
),

-- Where rows are due although nothing happened.
span as (
  select
    s.kpi_id,
    s.definition_version,
    s.grain,
    s.slice,
    s.slice_value,
    r.statistic,
    min(s.period_start) as first_start,
    max(s.period_start) as last_start
  from summed as s
  inner join registered as r on r.kpi_id = s.kpi_id and r.definition_version = s.definition_version
  where r.statistic in ('level', 'sum')
  group by s.kpi_id, s.definition_version, s.grain, s.slice, s.slice_value, r.statistic
),

due as (
  select
    s.kpi_id,
    s.definition_version,
    s.grain,
    p.period_start,
    s.slice,
    s.slice_value
  from span as s
  inner join ref.period as p on p.grain = s.grain and p.period_start >= s.first_start
  cross join ref.parameter as a
  where s.statistic = 'level'
    or p.period_start <= s.last_start
    or p.period_start <= local_date(a.data_until, a.time_zone)
)

select
  coalesce(s.kpi_id, d.kpi_id) as kpi_id,
  coalesce(s.definition_version, d.definition_version) as definition_version,
  coalesce(s.grain, d.grain) as grain,
  coalesce(s.period_start, d.period_start) as period_start,
  coalesce(s.slice, d.slice) as slice,
  coalesce(s.slice_value, d.slice_value) as slice_value,
  cast(coalesce(s.numerator, 0) as double) as numerator,
  cast(coalesce(s.denominator, 0) as double) as denominator,
  cast(coalesce(s.n, 0) as double) as n,
  cast(coalesce(s.cases, 0) as double) as cases,
  cast(coalesce(s.undecided, 0) as double) as undecided
from summed as s
full join due as d
  on d.kpi_id = s.kpi_id
  and d.definition_version = s.definition_version
  and d.grain = s.grain
  and d.period_start = s.period_start
  and d.slice = s.slice
  and d.slice_value = s.slice_value

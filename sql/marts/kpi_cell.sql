-- grain: one row per KPI, week or month, and combination of source, site, region, team, product family and work kind with any case
-- key: grain, kpi_id, period_start, source, site, region, team, product_family, work_kind
-- clock: site-local weeks from Monday and months
-- why: Sums of kpi_case for any combination of the six filters of the pages. Summed exactly, as in kpi_day, first by the part of a week that
-- lies in one month, so that the cases are grouped once for both grains.
-- materialized: table
-- order: grain, kpi_id, period_start, source, site, region, team, product_family, work_kind
with placed as (
  select
    k.kpi_id,
    k.definition_version,
    week_start(k.booked_on) as week_start,
    month_start(k.booked_on) as month_start,
    coalesce(k.source, 'unknown') as source,
    coalesce(k.site, 'unknown') as site,
    coalesce(k.region, 'unknown') as region,
    coalesce(k.team, 'unknown') as team,
    coalesce(k.product_family, 'unknown') as product_family,
    coalesce(k.work_kind, 'unknown') as work_kind,
    exact(case when k.is_decided then k.numerator else 0 end) as numerator,
    exact(case when k.is_decided then coalesce(k.denominator, 0) else 0 end) as denominator,
    case when k.is_decided and (k.denominator is null or k.denominator <> 0) then 1 else 0 end as in_denominator,
    case when k.is_decided then 0 else 1 end as undecided
  from marts.kpi_case as k
),

parted as (
  select
    p.kpi_id,
    p.definition_version,
    p.week_start,
    p.month_start,
    p.source,
    p.site,
    p.region,
    p.team,
    p.product_family,
    p.work_kind,
    sum(p.numerator) as numerator,
    sum(p.denominator) as denominator,
    sum(p.in_denominator) as n,
    count(*) as cases,
    sum(p.undecided) as undecided
  from placed as p
  group by
    p.kpi_id, p.definition_version, p.week_start, p.month_start, p.source, p.site, p.region, p.team, p.product_family, p.work_kind
),

dated as (
  select
    'week' as grain, p.week_start as period_start, p.kpi_id, p.definition_version, p.source, p.site, p.region, p.team,
    p.product_family, p.work_kind, p.numerator, p.denominator, p.n, p.cases, p.undecided
  from parted as p
  union all
  select
    'month' as grain, p.month_start as period_start, p.kpi_id, p.definition_version, p.source, p.site, p.region, p.team,
    p.product_family, p.work_kind, p.numerator, p.denominator, p.n, p.cases, p.undecided
  from parted as p
)

select
  d.grain,
  d.kpi_id,
  d.definition_version,
  d.period_start,
  d.source,
  d.site,
  d.region,
  d.team,
  d.product_family,
  d.work_kind,
  cast(sum(d.numerator) as double) as numerator,
  cast(sum(d.denominator) as double) as denominator,
  cast(sum(d.n) as double) as n,
  cast(sum(d.cases) as double) as cases,
  cast(sum(d.undecided) as double) as undecided
from dated as d
group by
  d.grain, d.kpi_id, d.definition_version, d.period_start, d.source, d.site, d.region, d.team, d.product_family, d.work_kind

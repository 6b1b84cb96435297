-- what: the figures of every computed KPI for any combination of filters, the latest periods of a grain: columns and meaning of kpi_series,
-- but median and p90, and the value of a KPI whose figure is a median, are null here and come from kpi_filtered_quantile. A combination of
-- at most one filter stands in kpi_period ready made: read kpi_series for it.
-- parameters: grain VARCHAR, periods INTEGER, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with last_period as (
  select max(period.period_index) as period_index
  from ref.period as period
  where period.grain = $grain
),

summed as (
  select
    cell.kpi_id,
    cell.definition_version,
    cell.period_start,
    sum(exact(cell.numerator)) as numerator,
    sum(exact(cell.denominator)) as denominator,
    sum(cell.n) as n,
    sum(cell.undecided) as undecided
  from marts.kpi_cell as cell
  where
    cell.grain = $grain
    and ($source is null or cell.source = $source)
    and ($site is null or cell.site = $site)
    and ($region is null or cell.region = $region)
    and ($team is null or cell.team = $team)
    and ($product_family is null or cell.product_family = $product_family)
    and ($work_kind is null or cell.work_kind = $work_kind)
  group by cell.kpi_id, cell.definition_version, cell.period_start
),

registered as (
  select
    kpi.kpi_id,
    kpi.definition_version,
    kpi.statistic,
    kpi.mature_after_days
  from ref.kpi as kpi
  where kpi.is_computed
),

-- Where nothing is a figure: counts and levels have a row for every period from the first case of the combination on.
span as (
  select
    summed.kpi_id,
    summed.definition_version,
    registered.statistic,
    min(summed.period_start) as first_start,
    max(summed.period_start) as last_start
  from summed
  inner join registered
    on
      summed.kpi_id = registered.kpi_id
      and summed.definition_version = registered.definition_version
  where registered.statistic in ('level', 'sum')
  group by summed.kpi_id, summed.definition_version, registered.statistic
),

due as (
  select
    span.kpi_id,
    span.definition_version,
    period.period_start
  from span
  inner join ref.period as period
    on
      period.grain = $grain
      and span.first_start <= period.period_start
  cross join ref.parameter as parameter
  where
    span.statistic = 'level'
    or period.period_start <= span.last_start
    or period.period_start <= local_date(parameter.data_until, parameter.time_zone)
),

filled as (
  select
    coalesce(summed.kpi_id, due.kpi_id) as kpi_id,
    coalesce(summed.definition_version, due.definition_version) as definition_version,
    coalesce(summed.period_start, due.period_start) as period_start,
    coalesce(summed.numerator, 0) as numerator,
    coalesce(summed.denominator, 0) as denominator,
    coalesce(summed.n, 0) as n,
    coalesce(summed.undecided, 0) as undecided
  from summed
  full join due
    on
      summed.kpi_id = due.kpi_id
      and summed.definition_version = due.definition_version
      and summed.period_start = due.period_start
),

figured as (
  select
    filled.kpi_id,
    filled.period_start,
    registered.statistic,
    registered.mature_after_days,
    filled.numerator,
    filled.denominator,
    filled.n,
    filled.undecided,
    sum(filled.numerator) over (
      partition by filled.kpi_id, filled.definition_version
      order by filled.period_start asc nulls last
      rows between unbounded preceding and current row
    ) as level
  from filled
  inner join registered
    on
      filled.kpi_id = registered.kpi_id
      and filled.definition_version = registered.definition_version
)

select
  figured.kpi_id,
  figured.period_start,
  period.period_end,
  cast(figured.numerator as double) as numerator,
  case when figured.statistic in ('ratio', 'mean', 'median') then cast(figured.denominator as double) end as denominator,
  case figured.statistic
    when 'sum' then cast(figured.numerator as double)
    when 'level' then cast(figured.level as double)
    when 'median' then cast(null as double)
    else ratio(cast(figured.numerator as double), cast(figured.denominator as double))
  end as value,
  figured.n,
  case
    when figured.statistic in ('mean', 'median') then ratio(cast(figured.numerator as double), cast(figured.denominator as double))
  end as mean,
  cast(null as double) as median,
  cast(null as double) as p90,
  figured.undecided,
  coalesce(loaded.is_loaded, false) as is_complete,
  coalesce(loaded.is_loaded, false)
  and figured.undecided = 0
  and add_days(period.period_end, figured.mature_after_days) <= parameter.as_of_date as is_mature,
  target.target
from figured
inner join ref.period as period
  on
    period.grain = $grain
    and figured.period_start = period.period_start
cross join last_period
cross join ref.parameter as parameter
left join marts.kpi_period_loaded as loaded
  on
    figured.kpi_id = loaded.kpi_id
    and loaded.grain = $grain
    and figured.period_start = loaded.period_start
    and loaded.slice_source = coalesce($source, 'all')
left join ref.target as target
  on
    figured.kpi_id = target.kpi_id
    and figured.period_start >= target.valid_from
    and (target.valid_until is null or target.valid_until > figured.period_start)
where period.period_index > last_period.period_index - $periods
order by figured.kpi_id asc nulls last, figured.period_start asc nulls last

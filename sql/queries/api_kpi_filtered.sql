-- what: figures of computed KPIs for any combination of filters, whole (slice `all`) or for each value of one of the six dimensions; the same
-- figures as kpi_filtered and kpi_filtered_quantile give, in one answer. `kpis` is a list of ids with commas.
-- parameters: kpis VARCHAR, grain VARCHAR, from DATE, until DATE, slice VARCHAR, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with registered as (
  select
    kpi.kpi_id,
    kpi.definition_version,
    kpi.unit,
    kpi.statistic,
    kpi.mature_after_days
  from ref.kpi as kpi
  where
    kpi.is_computed
    and ($kpis is null or has_code(',' || $kpis || ',', kpi.kpi_id))
),

summed as (
  select
    cell.kpi_id,
    cell.definition_version,
    cell.period_start,
    case $slice
      when 'source' then cell.source
      when 'site' then cell.site
      when 'region' then cell.region
      when 'team' then cell.team
      when 'product_family' then cell.product_family
      when 'work_kind' then cell.work_kind
      else 'all'
    end as slice_value,
    sum(exact(cell.numerator)) as numerator,
    sum(exact(cell.denominator)) as denominator,
    sum(cell.n) as n,
    sum(cell.undecided) as undecided
  from marts.kpi_cell as cell
  inner join registered
    on
      cell.kpi_id = registered.kpi_id
      and cell.definition_version = registered.definition_version
  where
    cell.grain = $grain
    and ($source is null or cell.source = $source)
    and ($site is null or cell.site = $site)
    and ($region is null or cell.region = $region)
    and ($team is null or cell.team = $team)
    and ($product_family is null or cell.product_family = $product_family)
    and ($work_kind is null or cell.work_kind = $work_kind)
  group by cell.kpi_id, cell.definition_version, cell.period_start, slice_value
),

-- Where nothing is a figure: counts and levels have a row for every period from the first case of the combination on.
span as (
  select
    summed.kpi_id,
    summed.definition_version,
    summed.slice_value,
    registered.statistic,
    min(summed.period_start) as first_start,
    max(summed.period_start) as last_start
  from summed
  inner join registered
    on
      summed.kpi_id = registered.kpi_id
      and summed.definition_version = registered.definition_version
  where registered.statistic in ('level', 'sum')
  group by summed.kpi_id, summed.definition_version, summed.slice_value, registered.statistic
),

due as (
  select
    span.kpi_id,
    span.definition_version,
    span.slice_value,
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
    coalesce(summed.slice_value, due.slice_value) as slice_value,
    coalesce(summed.period_start, due.period_start) as period_start,
    cast(coalesce(summed.numerator, 0) as double) as numerator,
    cast(coalesce(summed.denominator, 0) as double) as denominator,
    coalesce(summed.n, 0) as n,
    coalesce(summed.undecided, 0) as undecided,
    sum(coalesce(summed.numerator, 0)) over (
      partition by coalesce(summed.kpi_id, due.kpi_id), coalesce(summed.slice_value, due.slice_value)
      order by coalesce(summed.period_start, due.period_start) asc nulls last
      rows between unbounded preceding and current row
    ) as level
  from summed
  full join due
    on
      summed.kpi_id = due.kpi_id
      and summed.definition_version = due.definition_version
      and summed.slice_value = due.slice_value
      and summed.period_start = due.period_start
),

quantile as (
  select
    kpi_value.kpi_id,
    case when $grain = 'week' then week_start(kpi_value.booked_on) else month_start(kpi_value.booked_on) end as period_start,
    case $slice
      when 'source' then kpi_value.source
      when 'site' then kpi_value.site
      when 'region' then kpi_value.region
      when 'team' then kpi_value.team
      when 'product_family' then kpi_value.product_family
      when 'work_kind' then kpi_value.work_kind
      else 'all'
    end as slice_value,
    median_of(kpi_value.value) as median,
    quantile_of(kpi_value.value, 0.9) as p90
  from marts.kpi_value as kpi_value
  inner join registered
    on
      kpi_value.kpi_id = registered.kpi_id
      and kpi_value.definition_version = registered.definition_version
  where
    -- A month that starts before $until ends within a month of it.
    ($from is null or kpi_value.booked_on >= $from)
    and ($until is null or kpi_value.booked_on < add_months($until, 1))
    and ($source is null or kpi_value.source = $source)
    and ($site is null or kpi_value.site = $site)
    and ($region is null or kpi_value.region = $region)
    and ($team is null or kpi_value.team = $team)
    and ($product_family is null or kpi_value.product_family = $product_family)
    and ($work_kind is null or kpi_value.work_kind = $work_kind)
  group by kpi_value.kpi_id, period_start, slice_value
)

select
  filled.kpi_id,
  filled.definition_version,
  registered.unit,
  period.grain,
  filled.period_start,
  period.period_end,
  $slice as slice,
  filled.slice_value,
  filled.numerator,
  case when registered.statistic in ('ratio', 'mean', 'median') then filled.denominator end as denominator,
  case registered.statistic
    when 'sum' then filled.numerator
    when 'level' then cast(filled.level as double)
    when 'median' then quantile.median
    else ratio(filled.numerator, filled.denominator)
  end as value,
  filled.n,
  case when registered.statistic in ('mean', 'median') then ratio(filled.numerator, filled.denominator) end as mean,
  quantile.median,
  quantile.p90,
  filled.undecided,
  coalesce(loaded.is_loaded, false) as is_complete,
  coalesce(loaded.is_loaded, false)
  and filled.undecided = 0
  and add_days(period.period_end, registered.mature_after_days) <= parameter.as_of_date as is_mature,
  target.target
from filled
inner join registered
  on
    filled.kpi_id = registered.kpi_id
    and filled.definition_version = registered.definition_version
inner join ref.period as period
  on
    period.grain = $grain
    and filled.period_start = period.period_start
cross join ref.parameter as parameter
left join quantile
  on
    filled.kpi_id = quantile.kpi_id
    and filled.period_start = quantile.period_start
    and filled.slice_value = quantile.slice_value
left join marts.kpi_period_loaded as loaded
  on
    filled.kpi_id = loaded.kpi_id
    and loaded.grain = $grain
    and filled.period_start = loaded.period_start
    and loaded.slice_source = case when $slice = 'source' then filled.slice_value else coalesce($source, 'all') end
left join ref.target as target
  on
    filled.kpi_id = target.kpi_id
    and filled.period_start >= target.valid_from
    and (target.valid_until is null or target.valid_until > filled.period_start)
where
  ($from is null or filled.period_start >= $from)
  and ($until is null or filled.period_start < $until)
order by filled.kpi_id asc nulls last, filled.slice_value asc nulls last, filled.period_start asc nulls last

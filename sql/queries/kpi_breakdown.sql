-- what: one KPI by the values of one dimension under any combination of filters, the periods that start within [from_period, until_period).
-- The six dimensions of the filters come from kpi_cell, the other four from kpi_day, or under a filter from the cases. Rows as in kpi_period: counts and levels have one for
-- every period from the first case of the value on.
-- parameters: kpi_id VARCHAR, grain VARCHAR, from_period DATE, until_period DATE, dimension VARCHAR, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with registered as (
  select
    kpi.definition_version,
    kpi.statistic,
    -- Counts and levels need their beginning, all others the periods asked for only.
    case when kpi.statistic in ('sum', 'level') then cast('0001-01-01' as date) else $from_period end as counted_from
  from ref.kpi as kpi
  where
    kpi.kpi_id = $kpi_id
    and kpi.is_computed
),

celled as (
  select
    case $dimension
      when 'source' then cell.source
      when 'site' then cell.site
      when 'region' then cell.region
      when 'team' then cell.team
      when 'product_family' then cell.product_family
      else cell.work_kind
    end as slice_value,
    cell.definition_version,
    cell.period_start,
    exact(cell.numerator) as numerator,
    exact(cell.denominator) as denominator,
    cell.n,
    cell.undecided
  from marts.kpi_cell as cell
  where
    $dimension in ('source', 'site', 'region', 'team', 'product_family', 'work_kind')
    and cell.grain = $grain
    and cell.kpi_id = $kpi_id
    and ($source is null or cell.source = $source)
    and ($site is null or cell.site = $site)
    and ($region is null or cell.region = $region)
    and ($team is null or cell.team = $team)
    and ($product_family is null or cell.product_family = $product_family)
    and ($work_kind is null or cell.work_kind = $work_kind)
),

cased as (
  select
    case $dimension
      when 'fault_family' then kpi_case.fault_family
      when 'service_mode' then kpi_case.service_mode
      when 'priority' then kpi_case.priority
      else kpi_case.warranty
    end as slice_value,
    kpi_case.definition_version,
    kpi_case.booked_on,
    sum(exact(case when kpi_case.is_decided then kpi_case.numerator else 0 end)) as numerator,
    sum(exact(case when kpi_case.is_decided then coalesce(kpi_case.denominator, 0) else 0 end)) as denominator,
    sum(case when kpi_case.is_decided and (kpi_case.denominator is null or kpi_case.denominator <> 0) then 1 else 0 end) as n,
    sum(case when kpi_case.is_decided then 0 else 1 end) as undecided
  from marts.kpi_case as kpi_case
  where
    $dimension in ('fault_family', 'service_mode', 'priority', 'warranty')
    and coalesce($source, $site, $region, $team, $product_family, $work_kind) is not null
    and kpi_case.kpi_id = $kpi_id
    and kpi_case.booked_on >= (select min(registered.counted_from) from registered)
    and ($source is null or coalesce(kpi_case.source, 'unknown') = $source)
    and ($site is null or coalesce(kpi_case.site, 'unknown') = $site)
    and ($region is null or coalesce(kpi_case.region, 'unknown') = $region)
    and ($team is null or coalesce(kpi_case.team, 'unknown') = $team)
    and ($product_family is null or coalesce(kpi_case.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(kpi_case.work_kind, 'unknown') = $work_kind)
  group by
    case $dimension
      when 'fault_family' then kpi_case.fault_family
      when 'service_mode' then kpi_case.service_mode
      when 'priority' then kpi_case.priority
      else kpi_case.warranty
    end,
    kpi_case.definition_version,
    kpi_case.booked_on
),

dayed as (
  select
    kpi_day.slice_value,
    kpi_day.definition_version,
    case when $grain = 'week' then week_start(kpi_day.day) else month_start(kpi_day.day) end as period_start,
    exact(kpi_day.numerator) as numerator,
    exact(kpi_day.denominator) as denominator,
    kpi_day.n,
    kpi_day.undecided
  from marts.kpi_day as kpi_day
  where
    $dimension in ('fault_family', 'service_mode', 'priority', 'warranty')
    and coalesce($source, $site, $region, $team, $product_family, $work_kind) is null
    and kpi_day.kpi_id = $kpi_id
    and kpi_day.slice = $dimension
),

either as (
  select
    celled.slice_value,
    celled.definition_version,
    celled.period_start,
    celled.numerator,
    celled.denominator,
    celled.n,
    celled.undecided
  from celled
  union all
  select
    coalesce(cased.slice_value, 'unknown') as slice_value,
    cased.definition_version,
    case when $grain = 'week' then week_start(cased.booked_on) else month_start(cased.booked_on) end as period_start,
    cased.numerator,
    cased.denominator,
    cased.n,
    cased.undecided
  from cased
  union all
  select
    dayed.slice_value,
    dayed.definition_version,
    dayed.period_start,
    dayed.numerator,
    dayed.denominator,
    dayed.n,
    dayed.undecided
  from dayed
),

summed as (
  select
    either.slice_value,
    either.period_start,
    registered.statistic,
    sum(either.numerator) as numerator,
    sum(either.denominator) as denominator,
    sum(either.n) as n,
    sum(either.undecided) as undecided
  from either
  inner join registered on either.definition_version = registered.definition_version
  where
    registered.statistic in ('sum', 'level')
    or (either.period_start >= $from_period and either.period_start < $until_period)
  group by either.slice_value, either.period_start, registered.statistic
),

span as (
  select
    summed.slice_value,
    summed.statistic,
    min(summed.period_start) as first_start,
    max(summed.period_start) as last_start
  from summed
  where summed.statistic in ('sum', 'level')
  group by summed.slice_value, summed.statistic
),

due as (
  select
    span.slice_value,
    span.statistic,
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
    coalesce(summed.slice_value, due.slice_value) as slice_value,
    coalesce(summed.period_start, due.period_start) as period_start,
    coalesce(summed.statistic, due.statistic) as statistic,
    coalesce(summed.numerator, 0) as numerator,
    coalesce(summed.denominator, 0) as denominator,
    coalesce(summed.n, 0) as n,
    coalesce(summed.undecided, 0) as undecided
  from summed
  full join due
    on
      summed.slice_value = due.slice_value
      and summed.period_start = due.period_start
),

figured as (
  select
    filled.slice_value,
    filled.period_start,
    filled.statistic,
    filled.numerator,
    filled.denominator,
    filled.n,
    filled.undecided,
    sum(filled.numerator) over (
      partition by filled.slice_value
      order by filled.period_start asc nulls last
      rows between unbounded preceding and current row
    ) as level
  from filled
),

valued as (
  select
    case $dimension
      when 'source' then kpi_value.source
      when 'site' then kpi_value.site
      when 'region' then kpi_value.region
      when 'team' then kpi_value.team
      when 'product_family' then kpi_value.product_family
      when 'work_kind' then kpi_value.work_kind
      when 'fault_family' then kpi_value.fault_family
      when 'service_mode' then kpi_value.service_mode
      when 'priority' then kpi_value.priority
      else kpi_value.warranty
    end as slice_value,
    case when $grain = 'week' then week_start(kpi_value.booked_on) else month_start(kpi_value.booked_on) end as period_start,
    kpi_value.value
  from marts.kpi_value as kpi_value
  inner join registered on kpi_value.definition_version = registered.definition_version
  where
    kpi_value.kpi_id = $kpi_id
    and kpi_value.booked_on >= $from_period
    and kpi_value.booked_on < add_months($until_period, 1)
    and ($source is null or kpi_value.source = $source)
    and ($site is null or kpi_value.site = $site)
    and ($region is null or kpi_value.region = $region)
    and ($team is null or kpi_value.team = $team)
    and ($product_family is null or kpi_value.product_family = $product_family)
    and ($work_kind is null or kpi_value.work_kind = $work_kind)
),

quantiled as (
  select
    valued.slice_value,
    valued.period_start,
    median_of(valued.value) as median,
    quantile_of(valued.value, 0.9) as p90
  from valued
  where
    valued.period_start >= $from_period
    and valued.period_start < $until_period
  group by valued.slice_value, valued.period_start
)

select
  figured.slice_value,
  figured.period_start,
  cast(figured.numerator as double) as numerator,
  case when figured.statistic in ('ratio', 'mean', 'median') then cast(figured.denominator as double) end as denominator,
  case figured.statistic
    when 'sum' then cast(figured.numerator as double)
    when 'level' then cast(figured.level as double)
    when 'median' then quantiled.median
    else ratio(cast(figured.numerator as double), cast(figured.denominator as double))
  end as value,
  cast(figured.n as double) as n,
  case
    when figured.statistic in ('mean', 'median') then ratio(cast(figured.numerator as double), cast(figured.denominator as double))
  end as mean,
  quantiled.median,
  quantiled.p90,
  cast(figured.undecided as double) as undecided
from figured
inner join ref.period as period
  on
    period.grain = $grain
    and figured.period_start = period.period_start
left join quantiled
  on
    figured.slice_value = quantiled.slice_value
    and figured.period_start = quantiled.period_start
where
  figured.period_start >= $from_period
  and figured.period_start < $until_period
order by figured.slice_value asc nulls last, figured.period_start asc nulls last

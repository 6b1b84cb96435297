-- grain: one row per KPI, grain, period, slice and slice value
-- key: kpi_id, grain, slice, slice_value, period_start
-- clock: site-local weeks from Monday and months, [period_start, period_end)
-- why: Figures of periods, always from sums, never averages of figures; medians from the cases. A figure without a
-- denominator is null, not 0. Control limits, signals and verdicts about the target are a later step: null and none.
-- materialized: table
with figured as (
  select
    f.kpi_id,
    f.definition_version,
    f.grain,
    f.period_start,
    f.slice,
    f.slice_value,
    r.statistic,
    r.mature_after_days,
    f.numerator,
    f.denominator,
    f.n,
    f.undecided,
    sum(exact(f.numerator)) over (
      partition by f.kpi_id, f.definition_version, f.grain, f.slice, f.slice_value
      order by f.period_start nulls last
      rows between unbounded preceding and current row
    ) as level
  from marts.kpi_period_summed as f
  inner join ref.kpi as r on r.kpi_id = f.kpi_id and r.definition_version = f.definition_version
)

select
  f.kpi_id,
  f.definition_version,
  f.grain,
  f.period_start,
  p.period_end,
  f.slice,
  f.slice_value,
  cast(f.numerator as double) as numerator,
  case when f.statistic in ('ratio', 'mean', 'median') then cast(f.denominator as double) end as denominator,
  case f.statistic
    when 'sum' then cast(f.numerator as double)
    when 'level' then cast(f.level as double)
    when 'median' then q.median
    else ratio(f.numerator, f.denominator)
  end as value,
  f.n,
  case when f.statistic in ('mean', 'median') then ratio(f.numerator, f.denominator) end as mean,
  q.median,
  q.p90,
  f.undecided,
  coalesce(l.is_loaded, false) as is_complete,
  coalesce(l.is_loaded, false) and f.undecided = 0 and add_days(p.period_end, f.mature_after_days) <= a.as_of_date as is_mature,
  cast(null as double) as centre,
  cast(null as double) as lower,
  cast(null as double) as upper,
  'none' as signal,
  'none' as variation,
  'none' as assurance,
  t.target
from figured as f
inner join ref.period as p on p.grain = f.grain and p.period_start = f.period_start
cross join ref.parameter as a
left join marts.kpi_quantile as q
  on q.kpi_id = f.kpi_id
  and q.definition_version = f.definition_version
  and q.grain = f.grain
  and q.period_start = f.period_start
  and q.slice = f.slice
  and q.slice_value = f.slice_value
left join marts.kpi_period_loaded as l
  on l.kpi_id = f.kpi_id
  and l.grain = f.grain
  and l.period_start = f.period_start
  and l.slice_source = case when f.slice = 'source' then f.slice_value else 'all' end
left join ref.target as t
  on t.kpi_id = f.kpi_id
  and t.valid_from <= f.period_start
  and (t.valid_until is null or t.valid_until > f.period_start)

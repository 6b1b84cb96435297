-- what: the figures of every computed KPI for one slice, the latest periods of a grain
-- parameters: grain VARCHAR, slice VARCHAR, slice_value VARCHAR, periods INTEGER
with last_period as (
  select max(period.period_index) as period_index
  from ref.period as period
  where period.grain = $grain
)

select
  kpi_period.kpi_id,
  kpi_period.period_start,
  kpi_period.period_end,
  kpi_period.numerator,
  kpi_period.denominator,
  kpi_period.value,
  kpi_period.n,
  kpi_period.mean,
  kpi_period.median,
  kpi_period.p90,
  kpi_period.undecided,
  kpi_period.is_complete,
  kpi_period.is_mature,
  kpi_period.target
from marts.kpi_period as kpi_period
inner join ref.kpi as kpi
  on
    kpi_period.kpi_id = kpi.kpi_id
    and kpi_period.definition_version = kpi.definition_version
inner join ref.period as period
  on
    kpi_period.grain = period.grain
    and kpi_period.period_start = period.period_start
cross join last_period
where
  kpi.is_computed
  and kpi_period.grain = $grain
  and kpi_period.slice = $slice
  and kpi_period.slice_value = $slice_value
  and period.period_index > last_period.period_index - $periods
order by kpi_period.kpi_id asc nulls last, kpi_period.period_start asc nulls last

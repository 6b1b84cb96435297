-- what: figures of computed KPIs that stand ready in kpi_period: whole, for one value of a dimension (shown as whole: it is a filter) or for
-- each of its values. `kpis` is a list of ids with commas.
-- parameters: kpis VARCHAR, grain VARCHAR, from DATE, until DATE, slice VARCHAR, slice_value VARCHAR
select
  kpi_period.kpi_id,
  kpi_period.definition_version,
  kpi.unit,
  kpi_period.grain,
  kpi_period.period_start,
  kpi_period.period_end,
  case when $slice_value is null then kpi_period.slice else 'all' end as slice,
  case when $slice_value is null then kpi_period.slice_value else 'all' end as slice_value,
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
where
  kpi.is_computed
  and ($kpis is null or has_code(',' || $kpis || ',', kpi_period.kpi_id))
  and kpi_period.grain = $grain
  and ($from is null or kpi_period.period_start >= $from)
  and ($until is null or kpi_period.period_start < $until)
  and kpi_period.slice = $slice
  and ($slice_value is null or kpi_period.slice_value = $slice_value)
order by
  kpi_period.kpi_id asc nulls last,
  kpi_period.slice_value asc nulls last,
  kpi_period.period_start asc nulls last

-- what: the values by which the figures can be filtered, the most frequent first
-- parameters: grain VARCHAR
select
  kpi_period.slice,
  kpi_period.slice_value,
  cast(sum(kpi_period.n) as double) as n
from marts.kpi_period as kpi_period
where
  kpi_period.grain = $grain
  and kpi_period.slice <> 'all'
  and kpi_period.slice_value is not null
group by kpi_period.slice, kpi_period.slice_value
order by kpi_period.slice asc nulls last, n desc nulls last, kpi_period.slice_value asc nulls last

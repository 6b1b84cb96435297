-- what: gross cost of the repairs resolved in [since, until) by product family, region, kind of work and fault family, the most costly first; slice
-- `all` is all of them. The cases are those of cost_per_repair.
-- parameters: since DATE, until DATE, most INTEGER, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with repair as (
  select
    kpi_value.product_family,
    kpi_value.region,
    kpi_value.work_kind,
    kpi_value.fault_family,
    kpi_value.value
  from marts.kpi_value as kpi_value
  inner join ref.kpi as kpi
    on
      kpi_value.kpi_id = kpi.kpi_id
      and kpi_value.definition_version = kpi.definition_version
      and kpi.is_computed
  where
    kpi_value.kpi_id = 'cost_per_repair'
    and kpi_value.booked_on >= $since
    and kpi_value.booked_on < $until
    and ($source is null or kpi_value.source = $source)
    and ($site is null or kpi_value.site = $site)
    and ($region is null or kpi_value.region = $region)
    and ($team is null or kpi_value.team = $team)
    and ($product_family is null or kpi_value.product_family = $product_family)
    and ($work_kind is null or kpi_value.work_kind = $work_kind)
),

sliced as (
  select
    case
      when grouping(repair.product_family) = 0 then 'product_family'
      when grouping(repair.region) = 0 then 'region'
      when grouping(repair.work_kind) = 0 then 'work_kind'
      when grouping(repair.fault_family) = 0 then 'fault_family'
      else 'all'
    end as slice,
    coalesce(repair.product_family, repair.region, repair.work_kind, repair.fault_family, 'all') as slice_value,
    count(*) as n,
    sum(exact(repair.value)) as total,
    -- One call: a second one would gather and sort the values of all five again.
    quantile_cont(repair.value, [0.5, 0.9]) as quantiles
  from repair
  group by grouping sets ((), (repair.product_family), (repair.region), (repair.work_kind), (repair.fault_family))
)

select
  sliced.slice,
  sliced.slice_value,
  cast(sliced.n as double) as n,
  cast(sliced.total as double) as total,
  ratio(sliced.total, sliced.n) as mean,
  sliced.quantiles[1] as median,
  sliced.quantiles[2] as p90
from sliced
where sliced.n > 0
qualify row_number() over (partition by sliced.slice order by sliced.total desc nulls last, sliced.slice_value asc nulls last) <= $most
order by sliced.slice asc nulls last, sliced.total desc nulls last, sliced.slice_value asc nulls last

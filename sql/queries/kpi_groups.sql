-- what: a rate's numerator and denominator over the periods that start in [from_day, until_day), by region, by team and by product family
-- parameters: kpi_id VARCHAR, grain VARCHAR, from_day DATE, until_day DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with chosen as (
  select
    cell.region,
    cell.team,
    cell.product_family,
    cell.numerator,
    cell.denominator,
    cell.n
  from marts.kpi_cell as cell
  inner join ref.kpi as kpi
    on
      cell.kpi_id = kpi.kpi_id
      and cell.definition_version = kpi.definition_version
  where
    kpi.is_computed
    and cell.kpi_id = $kpi_id
    and cell.grain = $grain
    and cell.period_start >= $from_day
    and cell.period_start < $until_day
    and ($source is null or cell.source = $source)
    and ($site is null or cell.site = $site)
    and ($region is null or cell.region = $region)
    and ($team is null or cell.team = $team)
    and ($product_family is null or cell.product_family = $product_family)
    and ($work_kind is null or cell.work_kind = $work_kind)
)

select
  case
    when grouping(chosen.region) = 0 then 'region'
    when grouping(chosen.team) = 0 then 'team'
    else 'product_family'
  end as dimension,
  coalesce(chosen.region, chosen.team, chosen.product_family) as dimension_value,
  cast(sum(exact(chosen.numerator)) as double) as numerator,
  cast(sum(exact(chosen.denominator)) as double) as denominator,
  cast(sum(chosen.n) as double) as n
from chosen
where chosen.n > 0
group by grouping sets ((chosen.region), (chosen.team), (chosen.product_family))
order by dimension asc nulls last, n desc nulls last, dimension_value asc nulls last

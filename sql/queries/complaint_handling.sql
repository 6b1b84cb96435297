-- what: numerators, denominators and undecided cases of the rates of complaint handling, summed over the periods of [since, until). Each is
-- booked as its definition says: promises under the receipt, telling the outcome under the close.
-- parameters: grain VARCHAR, since DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  cell.kpi_id,
  cast(sum(exact(cell.numerator)) as double) as numerator,
  cast(sum(exact(cell.denominator)) as double) as denominator,
  cast(sum(exact(cell.undecided)) as double) as undecided
from marts.kpi_cell as cell
inner join ref.kpi as kpi
  on
    cell.kpi_id = kpi.kpi_id
    and cell.definition_version = kpi.definition_version
    and kpi.is_computed
where
  cell.kpi_id in ('complaint_response_kept_rate', 'complaint_resolution_kept_rate', 'complaint_feedback_rate')
  and cell.grain = $grain
  and cell.period_start >= $since
  and cell.period_start < $until
  and ($source is null or cell.source = $source)
  and ($site is null or cell.site = $site)
  and ($region is null or cell.region = $region)
  and ($team is null or cell.team = $team)
  and ($product_family is null or cell.product_family = $product_family)
  and ($work_kind is null or cell.work_kind = $work_kind)
group by cell.kpi_id
order by cell.kpi_id asc nulls last

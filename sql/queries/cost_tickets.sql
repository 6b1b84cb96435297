-- what: the tickets resolved in [since, until) with the highest gross cost
-- parameters: since DATE, until DATE, most INTEGER, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  repair_cost.ticket_key,
  repair_cost.ticket_id,
  repair_cost.resolved_on,
  repair_cost.product_family,
  repair_cost.fault_family,
  repair_cost.work_kind,
  repair_cost.region,
  repair_cost.is_complete,
  repair_cost.labour + repair_cost.travel as labour_travel,
  repair_cost.parts,
  repair_cost.freight + repair_cost.outside + repair_cost.compensation as other,
  repair_cost.gross_cost,
  repair_cost.net_cost
from marts.repair_cost as repair_cost
where
  repair_cost.resolved_on >= $since
  and repair_cost.resolved_on < $until
  and repair_cost.gross_cost > 0
  and ($source is null or coalesce(repair_cost.source, 'unknown') = $source)
  and ($site is null or coalesce(repair_cost.site, 'unknown') = $site)
  and ($region is null or coalesce(repair_cost.region, 'unknown') = $region)
  and ($team is null or coalesce(repair_cost.team, 'unknown') = $team)
  and ($product_family is null or coalesce(repair_cost.product_family, 'unknown') = $product_family)
  and ($work_kind is null or coalesce(repair_cost.work_kind, 'unknown') = $work_kind)
order by repair_cost.gross_cost desc nulls last, repair_cost.ticket_key asc nulls last
limit $most

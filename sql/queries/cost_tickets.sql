-- what: the tickets resolved in [since, until) with the highest gross cost
-- parameters: since DATE, until DATE, most INTEGER, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  ticket.ticket_key,
  ticket.ticket_id,
  ticket.resolved_on,
  ticket.product_family,
  ticket.fault_family,
  ticket.work_kind,
  ticket.region,
  repair_cost.is_complete,
  repair_cost.labour + repair_cost.travel as labour_travel,
  repair_cost.parts,
  repair_cost.freight + repair_cost.outside + repair_cost.compensation as other,
  repair_cost.gross_cost,
  repair_cost.net_cost
from marts.repair_cost as repair_cost
inner join marts.ticket as ticket on repair_cost.ticket_key = ticket.ticket_key
where
  repair_cost.resolved_on >= $since
  and repair_cost.resolved_on < $until
  and ticket.resolved_on >= $since
  and ticket.resolved_on < $until
  and repair_cost.gross_cost > 0
  and ($source is null or coalesce(ticket.source, 'unknown') = $source)
  and ($site is null or coalesce(ticket.site, 'unknown') = $site)
  and ($region is null or coalesce(ticket.region, 'unknown') = $region)
  and ($team is null or coalesce(ticket.team, 'unknown') = $team)
  and ($product_family is null or coalesce(ticket.product_family, 'unknown') = $product_family)
  and ($work_kind is null or coalesce(ticket.work_kind, 'unknown') = $work_kind)
order by repair_cost.gross_cost desc nulls last, ticket.ticket_key asc nulls last
limit $most

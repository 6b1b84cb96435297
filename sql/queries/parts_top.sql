-- what: parts used in [since, until): the first by money and the first by pieces, each with its places. A part is its source's number; returned
-- pieces are taken off. Money is in the home's currency; uses without a price have none.
-- parameters: since DATE, until DATE, most INTEGER, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with used as (
  select
    usage.source,
    usage.part_no,
    usage.part_name,
    usage.supplier,
    usage.quantity,
    usage.home_cost as cost,
    usage.is_returnable,
    usage.old_part_returned
  from marts.part_usage as usage
  where
    usage.used_on >= $since
    and usage.used_on < $until
    and ($source is null or coalesce(usage.source, 'unknown') = $source)
    and ($site is null or coalesce(usage.site, 'unknown') = $site)
    and ($region is null or coalesce(usage.region, 'unknown') = $region)
    and ($team is null or coalesce(usage.team, 'unknown') = $team)
    and ($product_family is null or coalesce(usage.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(usage.work_kind, 'unknown') = $work_kind)
),

summed as (
  select
    used.source,
    used.part_no,
    max(used.part_name) as part_name,
    min(used.supplier) as supplier,
    count(distinct used.supplier) as suppliers,
    sum(exact(used.quantity)) as pieces,
    sum(exact(used.cost)) as cost,
    count(*) as uses,
    count(*) filter (where used.cost is null) as unpriced,
    count(*) filter (where used.is_returnable and used.quantity > 0) as returnable,
    count(*) filter (where used.is_returnable and used.quantity > 0 and used.old_part_returned) as returned
  from used
  group by used.source, used.part_no
),

placed as (
  select
    summed.source,
    summed.part_no,
    summed.part_name,
    summed.supplier,
    summed.suppliers,
    summed.pieces,
    summed.cost,
    summed.uses,
    summed.unpriced,
    summed.returnable,
    summed.returned,
    row_number() over (order by summed.cost desc nulls last, summed.part_no asc nulls last, summed.source asc nulls last) as place_by_cost,
    row_number() over (order by summed.pieces desc nulls last, summed.part_no asc nulls last, summed.source asc nulls last) as place_by_pieces,
    count(*) over () as parts,
    sum(summed.cost) over () as all_cost,
    sum(summed.pieces) over () as all_pieces
  from summed
)

select
  placed.source,
  placed.part_no,
  placed.part_name,
  placed.supplier,
  cast(placed.suppliers as double) as suppliers,
  cast(placed.pieces as double) as pieces,
  cast(placed.cost as double) as cost,
  cast(placed.uses as double) as uses,
  cast(placed.unpriced as double) as unpriced,
  cast(placed.returnable as double) as returnable,
  cast(placed.returned as double) as returned,
  cast(placed.place_by_cost as double) as place_by_cost,
  cast(placed.place_by_pieces as double) as place_by_pieces,
  cast(placed.parts as double) as parts,
  cast(placed.all_cost as double) as all_cost,
  cast(placed.all_pieces as double) as all_pieces
from placed
where
  placed.place_by_cost <= $most
  or placed.place_by_pieces <= $most
order by placed.place_by_cost asc nulls last

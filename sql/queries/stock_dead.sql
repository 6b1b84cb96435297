-- what: parts in stock by the newest count that nobody asked for, the most money first, with the sums of all stock.
-- parameters: most INTEGER, source VARCHAR, site VARCHAR, region VARCHAR
with item as (
  select
    item.part_no,
    item.part_name,
    item.location,
    item.counted_on,
    item.counted_quantity,
    item.value,
    item.last_moved_on,
    item.still_days,
    item.is_dead
  from marts.stock_item as item
  where
    item.counted_quantity > 0
    and ($source is null or item.source = $source)
    and ($site is null or coalesce(item.site, 'unknown') = $site)
    and ($region is null or coalesce(item.region, 'unknown') = $region)
),

placed as (
  select
    item.part_no,
    item.part_name,
    item.location,
    item.counted_on,
    item.counted_quantity,
    item.value,
    item.last_moved_on,
    item.still_days,
    item.is_dead,
    row_number() over (
      order by
        case when item.is_dead then 0 else 1 end asc nulls last,
        item.value desc nulls last, item.part_no asc nulls last, item.location asc nulls last
    ) as place,
    count(*) over () as items,
    coalesce(sum(exact(item.value)) over (), 0) as all_value,
    sum(case when item.is_dead then 1 else 0 end) over () as dead_items,
    coalesce(sum(exact(case when item.is_dead then item.value end)) over (), 0) as dead_value,
    sum(case when item.is_dead is null then 1 else 0 end) over () as unjudged,
    sum(case when item.value is null then 1 else 0 end) over () as unpriced
  from item
)

select
  placed.part_no,
  placed.part_name,
  placed.location,
  placed.counted_on,
  placed.counted_quantity,
  placed.value,
  placed.last_moved_on,
  cast(placed.still_days as double) as still_days,
  coalesce(placed.is_dead, false) as is_dead,
  cast(placed.items as double) as items,
  cast(placed.all_value as double) as all_value,
  cast(placed.dead_items as double) as dead_items,
  cast(placed.dead_value as double) as dead_value,
  cast(placed.unjudged as double) as unjudged,
  cast(placed.unpriced as double) as unpriced
from placed
where placed.place <= $most
order by placed.place asc nulls last

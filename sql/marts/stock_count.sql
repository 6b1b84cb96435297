-- grain: one row per count of a part at a place
-- key: source, part_no, location, counted_at
-- clock: UTC stamps, site-local dates
-- why: What the books said beside what was counted. A place that is the site of tickets is that site, and has its region when all its tickets
-- have one; another (a shelf) is none.
-- materialized: table
-- order: counted_on, source, part_no, location
with place as (
  select
    t.site,
    case when min(t.region) = max(t.region) then min(t.region) end as region
  from marts.ticket as t
  where t.site is not null
  group by t.site
)

select
  concat_key(c.source, c.part_no || '|' || c.location || '|' || cast(c.counted_at as varchar)) as count_key,
  c.source,
  c.part_no,
  l.part_name,
  c.location,
  c.counted_at,
  local_date(c.counted_at, p.time_zone) as counted_on,
  c.book_quantity,
  c.counted_quantity,
  c.counted_quantity - c.book_quantity as difference,
  cast(money_times(l.standard_cost, c.counted_quantity - c.book_quantity) as double) as difference_value,
  c.counted_quantity = c.book_quantity as is_equal,
  row_number() over (partition by c.source, c.part_no, c.location order by c.counted_at desc nulls last) = 1 as is_newest,
  s.site,
  s.region
from intermediate.stock_count_latest as c
left join intermediate.part_listed as l on l.source = c.source and l.part_no = c.part_no
left join place as s on s.site = c.location
cross join ref.parameter as p

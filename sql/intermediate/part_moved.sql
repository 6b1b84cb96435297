-- grain: one row per source and part that was ever issued or used
-- key: source, part_no
-- clock: site-local dates
-- why: When a part last left the stock, by issue or by use, and since when its source records either. Returns do not move stock out.
-- materialized: table
with out_of_stock as (
  select
    i.source,
    i.part_no,
    i.at as moved_at
  from staging.stock_issue as i
  where i.is_latest and i.is_known and i.quantity > 0
  union all
  select
    u.source,
    u.part_no,
    u.used_at as moved_at
  from intermediate.part_usage_latest as u
  where u.quantity > 0
),

recorded as (
  select
    o.source,
    min(o.moved_at) as first_at
  from out_of_stock as o
  group by o.source
)

select
  o.source,
  o.part_no,
  local_date(max(o.moved_at), p.time_zone) as last_moved_on,
  local_date(r.first_at, p.time_zone) as recorded_from
from out_of_stock as o
inner join recorded as r on r.source = o.source
cross join ref.parameter as p
group by o.source, o.part_no, r.first_at, p.time_zone

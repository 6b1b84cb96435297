-- grain: one row per product family and first day of a period
-- key: product_family, period_start
-- clock: site-local dates
-- why: Machines in service of all regions together, from the newest version of what every source told.
-- materialized: table
select
  x.product_family,
  x.period_start,
  cast(sum(exact(x.units_in_service)) as double) as units
from staging.exposure as x
where x.is_latest and x.is_known and x.product_family is not null
group by x.product_family, x.period_start

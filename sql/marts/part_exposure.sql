-- grain: one row per source, product family, region and stretch of days within one week, one month and one statement
-- key: source, product_family, region, from_on
-- clock: site-local dates, [from_on, until_on)
-- why: The denominator of failure rates: units in service × days ÷ 365.25. Cut at weeks and months, so that the sum over either is exact.
-- materialized: table
-- order: from_on, product_family, region
with cut as (
  select
    e.source,
    e.product_family,
    e.region,
    e.from_on as statement_from_on,
    e.until_on,
    e.units_in_service,
    d.day as from_on
  from intermediate.exposure_latest as e
  inner join ref.day as d on d.day >= e.from_on and d.day < e.until_on
  where d.day = e.from_on or d.day = d.week_start or d.day = d.month_start
),

bounded as (
  select
    c.source,
    c.product_family,
    c.region,
    c.from_on,
    coalesce(
      min(c.from_on) over (
        partition by c.source, c.product_family, c.region, c.statement_from_on
        order by c.from_on nulls last
        rows between 1 following and 1 following
      ),
      c.until_on
    ) as until_on,
    c.units_in_service
  from cut as c
)

select
  b.source,
  b.product_family,
  b.region,
  b.from_on,
  b.until_on,
  b.units_in_service,
  cast(exact(b.units_in_service * days_between(b.from_on, b.until_on) / 365.25) as double) as unit_years
from bounded as b

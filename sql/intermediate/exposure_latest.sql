-- grain: one row per source, product family, region and first day of stated units in service
-- key: source, product_family, region, from_on
-- clock: site-local dates, [from_on, until_on)
-- why: Units in service last until the next statement for the same family and region, at most a year: they are stated by month or by year, and
-- the newest statement is the best there is. A statement without a product family says nothing about parts.
-- materialized: table
with stated as (
  select
    e.source,
    e.product_family,
    e.region,
    e.period_start,
    e.units_in_service,
    min(e.period_start) over (
      partition by e.source, e.product_family, e.region
      order by e.period_start nulls last
      rows between 1 following and 1 following
    ) as next_start
  from staging.exposure as e
  where e.is_latest and e.is_known and e.product_family is not null
)

select
  s.source,
  s.product_family,
  s.region,
  s.period_start as from_on,
  case
    when s.next_start < add_days(s.period_start, 366) and s.next_start <= p.as_of_date then s.next_start
    when add_days(s.period_start, 366) <= p.as_of_date then add_days(s.period_start, 366)
    else p.as_of_date
  end as until_on,
  s.units_in_service
from stated as s
cross join ref.parameter as p
where s.period_start < p.as_of_date

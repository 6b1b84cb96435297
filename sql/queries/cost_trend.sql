-- what: money booked by period and component in the home's currency, whether or not it is on a ticket. `charge` is what customers paid.
-- parameters: grain VARCHAR, since DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with booked as (
  select
    case when $grain = 'week' then week_start(entry.used_on) else month_start(entry.used_on) end as period_start,
    entry.component,
    entry.cost,
    entry.recovered_supplier,
    entry.charged_customer
  from marts.cost_entry as entry
  where
    entry.used_on >= $since
    and entry.used_on < $until
    and ($source is null or coalesce(entry.source, 'unknown') = $source)
    and ($site is null or coalesce(entry.site, 'unknown') = $site)
    and ($region is null or coalesce(entry.region, 'unknown') = $region)
    and ($team is null or coalesce(entry.team, 'unknown') = $team)
    and ($product_family is null or coalesce(entry.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(entry.work_kind, 'unknown') = $work_kind)
)

select
  booked.period_start,
  booked.component,
  cast(coalesce(sum(exact(booked.cost)), 0) as double) as cost,
  cast(coalesce(sum(exact(booked.recovered_supplier)), 0) as double) as recovered,
  cast(coalesce(sum(exact(booked.charged_customer)), 0) as double) as charged
from booked
group by booked.period_start, booked.component
order by booked.period_start asc nulls last, booked.component asc nulls last

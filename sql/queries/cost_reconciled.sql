-- what: money booked in [since, until) in the home's currency by component and by where it stands: on repairs, on other tickets, on no ticket.
-- The three are everything that was booked.
-- parameters: since DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with placed as (
  select
    case
      when not entry.is_on_ticket then 'no_ticket'
      when entry.is_on_repair_job then 'repair'
      else 'other_ticket'
    end as place,
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
  placed.place,
  placed.component,
  cast(count(*) as double) as entries,
  cast(coalesce(sum(exact(placed.cost)), 0) as double) as cost,
  cast(coalesce(sum(exact(placed.recovered_supplier)), 0) as double) as recovered,
  cast(coalesce(sum(exact(placed.charged_customer)), 0) as double) as charged
from placed
group by placed.place, placed.component
order by placed.place asc nulls last, placed.component asc nulls last

-- what: waits for parts that ended in [since, until), by the part that then went in: the most days first. A job with several parts counts under
-- each, one without a part under none (null).
-- parameters: since DATE, until DATE, most INTEGER, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with waited as (
  select
    wait.ticket_key,
    wait.minutes / 1440 as days
  from marts.ticket_wait as wait
  inner join marts.ticket as ticket on ticket.ticket_key = wait.ticket_key
  cross join ref.parameter as parameter
  where
    wait.waits_for = 'parts'
    and not wait.is_open
    and not ticket.is_order_impossible
    and local_date(wait.ended_at, parameter.time_zone) >= $since
    and local_date(wait.ended_at, parameter.time_zone) < $until
    and ($source is null or coalesce(ticket.source, 'unknown') = $source)
    and ($site is null or coalesce(ticket.site, 'unknown') = $site)
    and ($region is null or coalesce(ticket.region, 'unknown') = $region)
    and ($team is null or coalesce(ticket.team, 'unknown') = $team)
    and ($product_family is null or coalesce(ticket.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(ticket.work_kind, 'unknown') = $work_kind)
),

parted as (
  select
    replaced.part_no,
    replaced.part_name,
    waited.days
  from waited
  left join marts.part_replacement as replaced on replaced.ticket_key = waited.ticket_key
)

select
  parted.part_no,
  max(parted.part_name) as part_name,
  cast(count(*) as double) as waits,
  median_of(parted.days) as median,
  quantile_of(parted.days, 0.9) as p90,
  cast(sum(exact(parted.days)) as double) as days
from parted
group by parted.part_no
order by days desc nulls last, parted.part_no asc nulls last
limit $most

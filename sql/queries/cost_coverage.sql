-- what: repairs by the period in which they were resolved, and how many of them have no complete cost: none was recorded, or one in another
-- currency than the home's. These are in no mean.
-- parameters: grain VARCHAR, since DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with repair as (
  select
    case when $grain = 'week' then week_start(ticket.resolved_on) else month_start(ticket.resolved_on) end as period_start,
    count(*) as repairs
  from marts.ticket as ticket
  where
    ticket.is_repair_job
    and ticket.resolved_on >= $since
    and ticket.resolved_on < $until
    and ($source is null or coalesce(ticket.source, 'unknown') = $source)
    and ($site is null or coalesce(ticket.site, 'unknown') = $site)
    and ($region is null or coalesce(ticket.region, 'unknown') = $region)
    and ($team is null or coalesce(ticket.team, 'unknown') = $team)
    and ($product_family is null or coalesce(ticket.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(ticket.work_kind, 'unknown') = $work_kind)
  group by case when $grain = 'week' then week_start(ticket.resolved_on) else month_start(ticket.resolved_on) end
),

incomplete as (
  select
    case when $grain = 'week' then week_start(ticket.resolved_on) else month_start(ticket.resolved_on) end as period_start,
    count(*) as repairs,
    count(*) filter (where repair_cost.foreign_entries > 0) as foreign_repairs
  from marts.repair_cost as repair_cost
  inner join marts.ticket as ticket on repair_cost.ticket_key = ticket.ticket_key
  where
    repair_cost.is_repair_job
    and not repair_cost.is_complete
    and repair_cost.resolved_on >= $since
    and repair_cost.resolved_on < $until
    and ($source is null or coalesce(ticket.source, 'unknown') = $source)
    and ($site is null or coalesce(ticket.site, 'unknown') = $site)
    and ($region is null or coalesce(ticket.region, 'unknown') = $region)
    and ($team is null or coalesce(ticket.team, 'unknown') = $team)
    and ($product_family is null or coalesce(ticket.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(ticket.work_kind, 'unknown') = $work_kind)
  group by case when $grain = 'week' then week_start(ticket.resolved_on) else month_start(ticket.resolved_on) end
)

select
  repair.period_start,
  cast(repair.repairs as double) as repairs,
  cast(coalesce(incomplete.repairs, 0) as double) as without_cost,
  cast(coalesce(incomplete.foreign_repairs, 0) as double) as in_foreign_currency
from repair
left join incomplete on repair.period_start = incomplete.period_start
order by repair.period_start asc nulls last

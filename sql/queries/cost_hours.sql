-- what: hours worked by period (day, week or month) and kind of work, with the hours on the way
-- parameters: grain VARCHAR, since DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with worked as (
  select
    case when $grain = 'day' then labour.worked_on when $grain = 'week' then week_start(labour.worked_on) else month_start(labour.worked_on) end as period_start,
    labour.work_kind,
    labour.hours,
    labour.travel_hours
  from marts.labour as labour
  where
    labour.worked_on >= $since
    and labour.worked_on < $until
    and ($source is null or coalesce(labour.source, 'unknown') = $source)
    and ($site is null or coalesce(labour.site, 'unknown') = $site)
    and ($region is null or coalesce(labour.region, 'unknown') = $region)
    and ($team is null or coalesce(labour.team, 'unknown') = $team)
    and ($product_family is null or coalesce(labour.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(labour.work_kind, 'unknown') = $work_kind)
)

select
  worked.period_start,
  worked.work_kind,
  cast(sum(exact(worked.hours)) as double) as hours,
  cast(coalesce(sum(exact(worked.travel_hours)), 0) as double) as travel_hours
from worked
group by worked.period_start, worked.work_kind
order by worked.period_start asc nulls last, worked.work_kind asc nulls last

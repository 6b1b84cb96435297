-- what: the promises of tickets that may break or have just broken at as_of, counted by stage: at risk (more than three quarters of the time
-- used), due on the site's day of as_of, overdue (due, and not stopped). One can be at risk and due today; n counts it once.
-- parameters: source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with moment as (
  select utc_from_local(cast(add_days(local_date(parameter.as_of, parameter.time_zone), 1) as timestamp), parameter.time_zone) as tomorrow_at
  from ref.parameter as parameter
),

open_promise as (
  select
    promise.stage,
    promise.is_at_risk,
    promise.verdict = 'running' and promise.due_at < moment.tomorrow_at as is_due_today,
    promise.verdict = 'broken' as is_overdue
  from marts.promise as promise
  cross join moment
  where
    promise.subject_kind = 'ticket'
    and promise.stopped_at is null
    and (promise.verdict = 'broken' or (promise.verdict = 'running' and (promise.is_at_risk or promise.due_at < moment.tomorrow_at)))
    and ($source is null or promise.source = $source)
    and ($site is null or coalesce(promise.site, 'unknown') = $site)
    and ($region is null or coalesce(promise.region, 'unknown') = $region)
    and ($team is null or coalesce(promise.team, 'unknown') = $team)
    and ($product_family is null or coalesce(promise.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(promise.work_kind, 'unknown') = $work_kind)
)

select
  open_promise.stage,
  cast(count(*) as double) as n,
  cast(sum(case when open_promise.is_at_risk then 1 else 0 end) as double) as at_risk,
  cast(sum(case when open_promise.is_due_today then 1 else 0 end) as double) as due_today,
  cast(sum(case when open_promise.is_overdue then 1 else 0 end) as double) as overdue
from open_promise
group by open_promise.stage
order by open_promise.stage asc nulls last

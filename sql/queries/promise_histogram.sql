-- what: the stopped promises of promise_spread in stretches [low + bin * step, low + (bin + 1) * step); what lies before the first or beyond the
-- last is counted into it
-- parameters: stage VARCHAR, clock VARCHAR, measure VARCHAR, low DOUBLE, step DOUBLE, last_bin INTEGER, from_day DATE, until_day DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with measured as (
  select
    case $measure
      when 'share' then promise.net_minutes / promise.limit_minutes
      when 'against_due' then minutes_between(promise.due_at, promise.stopped_at)
      else promise.net_minutes
    end as amount
  from marts.promise as promise
  where
    promise.subject_kind = 'ticket'
    and promise.stage = $stage
    and promise.clock = $clock
    and promise.verdict in ('kept', 'broken')
    and promise.stopped_at is not null
    and promise.started_on >= $from_day
    and promise.started_on < $until_day
    and ($source is null or promise.source = $source)
    and ($site is null or coalesce(promise.site, 'unknown') = $site)
    and ($region is null or coalesce(promise.region, 'unknown') = $region)
    and ($team is null or coalesce(promise.team, 'unknown') = $team)
    and ($product_family is null or coalesce(promise.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(promise.work_kind, 'unknown') = $work_kind)
)

select
  cast(least(greatest(floor((measured.amount - $low) / $step), 0), $last_bin) as integer) as bin,
  cast(count(*) as double) as n
from measured
where measured.amount is not null
group by bin
order by bin asc nulls last

-- what: the spread of how long the stopped promises of a stage and one clock took: net minutes of that clock, without those while it stood still
-- (what is held against the limit), or these as shares of their limits, or (promises whose time is given) calendar minutes from when they were due, negative before it. Promises not stopped yet have no time to show.
-- parameters: stage VARCHAR, clock VARCHAR, measure VARCHAR, from_day DATE, until_day DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
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
),

-- One call: each further one would sort the values again.
summed as (
  select
    cast(count(measured.amount) as double) as n,
    quantile_cont(measured.amount, [0.0, 0.05, 0.5, 0.9, 0.95]) as quantiles
  from measured
)

select
  summed.n,
  summed.quantiles[1] as lowest,
  summed.quantiles[2] as p_five,
  summed.quantiles[3] as median,
  summed.quantiles[4] as p_ninety,
  summed.quantiles[5] as p_ninety_five
from summed

-- what: the stopped promises of a stage on the clock of working days, by how many working days after the day of the start they took: stopped at or
-- before the close of the n-th. Kept are those with at most limit_working_days. Told from the closes as UTC stamps, a few thousand, and not
-- from the local time of each promise, which takes ten times as long.
-- parameters: stage VARCHAR, from_day DATE, until_day DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with closes as (
  select
    working_day.calendar_id,
    working_day.working_ordinal,
    utc_from_local(
      add_minutes(cast(working_day.day as timestamp), working_day.closes_at_minute),
      (select parameter.time_zone from ref.parameter as parameter)
    ) as close_at
  from ref.working_day as working_day
  where working_day.is_working
),

stopped as (
  select
    promise.limit_working_days,
    coalesce(terms.calendar_id, (select parameter.calendar_id from ref.parameter as parameter)) as calendar_id,
    promise.due_at,
    promise.stopped_at
  from marts.promise as promise
  inner join ref.sla_promise as terms
    on
      promise.preset = terms.preset
      and promise.preset_version = terms.preset_version
      and promise.promise_id = terms.promise_id
  where
    promise.subject_kind = 'ticket'
    and promise.stage = $stage
    and promise.clock = 'working_days'
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

-- The first close at or after the stop, beside the close at which it was due.
counted as (
  select
    stopped.limit_working_days,
    greatest(0, stopped.limit_working_days + close_of_stop.working_ordinal - due.working_ordinal) as days
  from stopped
  inner join closes as due
    on
      stopped.calendar_id = due.calendar_id
      and stopped.due_at = due.close_at
  asof inner join closes as close_of_stop
    on
      stopped.calendar_id = close_of_stop.calendar_id
      and stopped.stopped_at <= close_of_stop.close_at
)

select
  counted.limit_working_days,
  cast(counted.days as integer) as days,
  cast(count(*) as double) as n
from counted
group by counted.limit_working_days, counted.days
order by counted.limit_working_days asc nulls last, counted.days asc nulls last

-- what: the stopped promises of a stage on the clock of working days, by how many working days after the day of the start they took: stopped before
-- the close of the n-th. Kept are those with at most limit_working_days.
-- parameters: stage VARCHAR, from_day DATE, until_day DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with placed as (
  select
    promise.limit_working_days,
    coalesce(terms.calendar_id, (select parameter.calendar_id from ref.parameter as parameter)) as calendar_id,
    local_date(promise.started_at, (select parameter.time_zone from ref.parameter as parameter)) as start_day,
    local_timestamp(promise.stopped_at, (select parameter.time_zone from ref.parameter as parameter)) as stop_local
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

counted as (
  select
    placed.limit_working_days,
    greatest(0, last_day.working_ordinal - first_day.working_ordinal
    + case when last_day.is_working and minute_of_day(placed.stop_local) <= last_day.closes_at_minute then 0 else 1 end) as days
  from placed
  inner join ref.working_day as first_day
    on
      placed.calendar_id = first_day.calendar_id
      and placed.start_day = first_day.day
  inner join ref.working_day as last_day
    on
      placed.calendar_id = last_day.calendar_id
      and cast(placed.stop_local as date) = last_day.day
)

select
  counted.limit_working_days,
  cast(counted.days as integer) as days,
  cast(count(*) as double) as n
from counted
group by counted.limit_working_days, counted.days
order by counted.limit_working_days asc nulls last, counted.days asc nulls last

-- what: what is not decreed yet of each working calendar, by the year whose decree is missing: working time is counted there as if no holiday came.
-- It is due from 1 December of the year before. `promises` are those that were counted on such days, or fall due on or beyond them.
-- parameters:
with undecreed as (
  select
    working_day.calendar_id,
    working_day.missing_decree_year as year,
    min(working_day.day) as first_day,
    max(working_day.day) as last_day,
    cast(count(*) as double) as days
  from ref.working_day as working_day
  where working_day.status = 'not_decreed'
  group by working_day.calendar_id, working_day.missing_decree_year
),

-- The time zone is asked once a year and calendar, not once a promise.
bounded as (
  select
    undecreed.calendar_id,
    undecreed.year,
    utc_from_local(cast(undecreed.first_day as timestamp), calendar.time_zone) as from_at,
    utc_from_local(cast(add_days(undecreed.last_day, 1) as timestamp), calendar.time_zone) as until_at
  from undecreed
  inner join ref.calendar as calendar
    on undecreed.calendar_id = calendar.calendar_id
),

counted as (
  select
    bounded.calendar_id,
    bounded.year,
    count(*) as promises
  from bounded
  cross join ref.parameter as parameter
  inner join marts.promise as promise
    on
      bounded.calendar_id = promise.calendar_id
      and promise.started_at < bounded.until_at
      and greatest_stamp(coalesce(promise.stopped_at, parameter.as_of), coalesce(promise.due_at, promise.started_at)) >= bounded.from_at
  where promise.verdict in ('kept', 'broken', 'running')
  group by bounded.calendar_id, bounded.year
)

select
  undecreed.calendar_id,
  calendar.name_zh,
  calendar.name_en,
  calendar.holidays,
  undecreed.year,
  undecreed.first_day,
  undecreed.days,
  cast(coalesce(counted.promises, 0) as double) as promises,
  undecreed.calendar_id = parameter.calendar_id as is_site,
  parameter.as_of_date >= cast(cast(undecreed.year - 1 as varchar) || '-12-01' as date) as is_due
from undecreed
inner join ref.calendar as calendar
  on undecreed.calendar_id = calendar.calendar_id
cross join ref.parameter as parameter
left join counted
  on
    undecreed.calendar_id = counted.calendar_id
    and undecreed.year = counted.year
order by is_due desc nulls last, is_site desc nulls last, undecreed.calendar_id asc nulls last, undecreed.year asc nulls last

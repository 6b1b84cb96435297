-- what: hours that the calendar gives the technicians in post, by period (day, week or month)
-- parameters: grain VARCHAR, since DATE, until DATE, source VARCHAR, region VARCHAR, team VARCHAR
with given as (
  select
    case when $grain = 'day' then capacity.day when $grain = 'week' then week_start(capacity.day) else month_start(capacity.day) end as period_start,
    capacity.available_hours
  from marts.labour_capacity as capacity
  where
    capacity.day >= $since
    and capacity.day < $until
    and ($source is null or capacity.source = $source)
    and ($region is null or capacity.region = $region)
    and ($team is null or capacity.team = $team)
)

select
  given.period_start,
  cast(sum(exact(given.available_hours)) as double) as available_hours
from given
group by given.period_start
order by given.period_start asc nulls last

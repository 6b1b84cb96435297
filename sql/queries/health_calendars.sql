-- what: the days of each working calendar that nobody has decreed yet, by year: working time is counted there as if no holiday came
-- parameters:
select
  working_day.calendar_id,
  cast(substring(cast(working_day.day as varchar), 1, 4) as integer) as year,
  min(working_day.day) as first_day,
  cast(count(*) as double) as days,
  working_day.calendar_id = parameter.calendar_id as is_site
from ref.working_day as working_day
cross join ref.parameter as parameter
where working_day.status = 'not_decreed'
group by working_day.calendar_id, year, parameter.calendar_id
order by is_site desc nulls last, working_day.calendar_id asc nulls last, year asc nulls last

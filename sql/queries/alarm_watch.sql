-- what: what the early warning watches, by kind of series
-- parameters:
select
  cause_watch.series_kind,
  cast(cause_watch.weeks as double) as weeks,
  cause_watch.last_week,
  cast(cause_watch.watched as double) as watched,
  cause_watch.false_alarms_a_year
from marts.cause_watch as cause_watch
order by cause_watch.series_kind asc nulls last

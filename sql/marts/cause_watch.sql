-- grain: one row per kind of series
-- key: series_kind
-- clock: site-local weeks from Monday
-- why: What the early warning looks at, over which weeks, and how often it errs: so that silence can be told from nobody looking.
-- computed: cause_watch
select
  c.subject,
  c.product_family,
  c.code,
  c.week_start,
  cast(null as date) as known_on,
  c.counted,
  cast(null as double) as jobs,
  cast(null as double) as complaints,
  cast(null as double) as units
from marts.alarm_week_count as c
union all
select
  s.subject,
  s.product_family,
  cast(null as varchar) as code,
  s.week_start,
  s.known_on,
  cast(null as double) as counted,
  s.jobs,
  s.complaints,
  s.units
from marts.alarm_week_size as s
order by subject nulls last, product_family nulls last, code nulls last, week_start nulls last

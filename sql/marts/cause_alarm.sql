-- grain: one row per alarm: a cause, a cause on a product or a part on a product that rose beyond chance
-- key: alarm_id
-- clock: site-local weeks from Monday
-- why: The early warning. Each known week is judged with the weeks up to it alone: every span of 1 to 12 weeks that ends with it against up
-- to 52 weeks before it, over-dispersion and the number of series allowed for (docs/early-warning.md). One alarm lasts until its rate is back.
-- computed: cause_alarms
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

-- grain: one row per day, source, team and region with technicians in post
-- key: day, source, team, region
-- clock: site-local dates; working hours of the site's calendar
-- why: What utilisation divides by: technicians in post that day (marts have no names) and the hours their calendar gives them, from the
-- first day on which hours were reported. Leave and illness are not known: nobody works all of these hours.
-- materialized: table
with reported as (
  select
    l.source,
    min(l.worked_on) as from_day,
    max(l.worked_on) as until_day
  from intermediate.labour_rated as l
  group by l.source
)

select
  d.day,
  t.source,
  coalesce(t.team, 'unknown') as team,
  coalesce(t.region, 'unknown') as region,
  cast(count(*) as integer) as technicians,
  cast(sum(d.minutes) as double) / 60 as available_hours
from intermediate.technician_spanned as t
inner join reported as r on r.source = t.source
cross join ref.parameter as p
inner join ref.working_day as d
  on
    d.calendar_id = p.calendar_id
    and d.day >= r.from_day
    and d.day <= r.until_day
    and d.day >= t.from_day
    and d.day < coalesce(t.until_day, cast('9999-12-31' as date))
group by d.day, t.source, coalesce(t.team, 'unknown'), coalesce(t.region, 'unknown')

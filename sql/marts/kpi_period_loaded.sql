-- grain: one row per KPI, grain, period and source, and one for all sources together (slice_source all)
-- key: kpi_id, grain, period_start, slice_source
-- clock: site-local dates
-- why: Whether the period is over and every source that has cases of the KPI has loaded beyond its end, or was retired by then. A source
-- whose rows carry no time of a fact is taken to be loaded up to its newest case and its quiet days. The period in which a source's
-- history begins counts as loaded only when the history begins within its first two days. A half first month is no month.
-- materialized: table
with contributing as (
  select
    d.kpi_id,
    d.slice_value as source,
    max(d.day) as newest_day,
    min(min(d.day)) over (partition by d.slice_value) as first_day
  from marts.kpi_day as d
  where d.slice = 'source'
  group by d.kpi_id, d.slice_value
),

loaded as (
  select
    c.kpi_id,
    c.source,
    c.first_day,
    coalesce(s.loaded_until, add_days(c.newest_day, 2)) as loaded_until,
    s.retired_on
  from contributing as c
  left join intermediate.kpi_source_described as s on s.source = c.source
),

judged as (
  select
    l.kpi_id,
    p.grain,
    p.period_start,
    l.source,
    case
      when p.period_end > a.as_of_date then 0
      when l.first_day < p.period_end and l.first_day > add_days(p.period_start, 2) then 0
      when l.loaded_until >= p.period_end or coalesce(l.retired_on <= p.period_end, false) then 1
      else 0
    end as is_loaded
  from loaded as l
  cross join ref.period as p
  cross join ref.parameter as a
)

select
  j.kpi_id,
  j.grain,
  j.period_start,
  coalesce(j.source, 'all') as slice_source,
  min(j.is_loaded) = 1 as is_loaded
from judged as j
group by grouping sets ((j.kpi_id, j.grain, j.period_start), (j.kpi_id, j.grain, j.period_start, j.source))

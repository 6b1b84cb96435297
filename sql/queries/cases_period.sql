-- what: the period whose cases are shown, and those beside it: the one asked for, else the newest that the KPI has a settled figure of
-- (else a complete one, else any). Whether it is complete and settled is said of the whole, and unknown where there is no figure.
-- parameters: kpi VARCHAR, grain VARCHAR, period DATE
with figured as (
  select
    figure.period_start,
    figure.is_complete,
    figure.is_mature,
    figure.target
  from marts.kpi_period as figure
  inner join ref.kpi as kpi
    on
      figure.kpi_id = kpi.kpi_id
      and figure.definition_version = kpi.definition_version
  where
    kpi.is_computed
    and figure.kpi_id = $kpi
    and figure.grain = $grain
    and figure.slice = 'all'
    and figure.value is not null
)

select
  period.period_start,
  period.period_end,
  figured.is_complete,
  figured.is_mature,
  figured.target,
  before.period_start as before_start,
  after.period_start as after_start
from ref.period as period
left join figured
  on period.period_start = figured.period_start
left join ref.period as before
  on
    period.grain = before.grain
    and period.period_index - 1 = before.period_index
left join ref.period as after
  on
    period.grain = after.grain
    and period.period_index + 1 = after.period_index
where
  period.grain = $grain
  and ($period is null or period.period_start = $period)
  and ($period is not null or figured.period_start is not null)
order by
  coalesce(figured.is_complete and figured.is_mature, false) desc nulls last,
  coalesce(figured.is_complete, false) desc nulls last,
  period.period_start desc nulls last
limit 1

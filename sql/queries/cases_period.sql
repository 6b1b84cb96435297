-- what: the periods whose cases are shown: from the one asked for to the one that ends where `until` says, or that one alone; without one asked
-- for the newest that the KPI has a settled figure of (else a complete one, else any). Of a single period also those beside it. Whether they
-- are complete and settled is said of the whole where all that have a figure are, and unknown where none has; a target only where it is one.
-- parameters: kpi VARCHAR, grain VARCHAR, period DATE, until DATE
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
),

opening as (
  select
    period.period_start,
    period.period_end,
    period.period_index
  from ref.period as period
  left join figured
    on period.period_start = figured.period_start
  where
    period.grain = $grain
    and ($period is null or period.period_start = $period)
    and ($period is not null or figured.period_start is not null)
  order by
    coalesce(figured.is_complete and figured.is_mature, false) desc nulls last,
    coalesce(figured.is_complete, false) desc nulls last,
    period.period_start desc nulls last
  limit 1
),

stretch as (
  select
    opening.period_start,
    closing.period_end,
    opening.period_index as first_index,
    closing.period_index as last_index
  from opening
  inner join ref.period as closing
    on
      closing.grain = $grain
      and closing.period_end = coalesce($until, opening.period_end)
      and closing.period_index >= opening.period_index
),

summed as (
  select
    count(*) as n,
    count(*) filter (where figured.is_complete) as complete,
    count(*) filter (where figured.is_mature) as mature,
    count(figured.target) as targets,
    min(figured.target) as lowest_target,
    max(figured.target) as highest_target
  from stretch
  inner join figured
    on
      figured.period_start >= stretch.period_start
      and figured.period_start < stretch.period_end
)

select
  stretch.period_start,
  stretch.period_end,
  case when summed.n > 0 then summed.complete = summed.n end as is_complete,
  case when summed.n > 0 then summed.mature = summed.n end as is_mature,
  case when summed.targets = summed.n and summed.lowest_target = summed.highest_target then summed.lowest_target end as target,
  before.period_start as before_start,
  after.period_start as after_start
from stretch
cross join summed
left join ref.period as before
  on
    before.grain = $grain
    and stretch.first_index = stretch.last_index
    and stretch.first_index - 1 = before.period_index
left join ref.period as after
  on
    after.grain = $grain
    and stretch.first_index = stretch.last_index
    and stretch.last_index + 1 = after.period_index

-- grain: one row per subject, product family (null = all together) and known week
-- key: subject, product_family, week_start
-- clock: site-local dates
-- why: What the counts of the early warning are compared with: served jobs by the week of the resolution, complaints whose cause is known,
-- machines in service as last told for a month up to the week. Without rows for a product there is nothing to compare it with.
-- materialized: table
with family as (
  select
    t.product_family
  from marts.ticket as t
  where t.product_family is not null and t.is_served
  group by t.product_family
),

wanted as (
  select
    k.subject,
    f.product_family,
    k.week_start,
    k.known_on
  from marts.alarm_week_known as k
  cross join family as f
  union all
  select
    k.subject,
    cast(null as varchar) as product_family,
    k.week_start,
    k.known_on
  from marts.alarm_week_known as k
  where k.subject = 'complaint'
),

job as (
  select
    t.product_family,
    week_start(t.resolved_on) as week_start,
    count(*) as jobs
  from marts.ticket as t
  where t.is_served
  group by t.product_family, week_start(t.resolved_on)
),

caused as (
  select
    c.product_family,
    week_start(c.received_on) as week_start,
    count(distinct c.complaint_key) as complaints
  from marts.complaint_cause as x
  inner join marts.complaint as c on c.source = x.source and c.complaint_id = x.complaint_id
  where x.root_cause is not null and coalesce(x.cause_group, 'unclassified') <> 'unclassified'
  group by c.product_family, week_start(c.received_on)
),

sized as (
  select
    cast(null as varchar) as product_family,
    j.week_start,
    sum(j.jobs) as jobs,
    0 as complaints
  from job as j
  group by j.week_start
  union all
  select
    j.product_family,
    j.week_start,
    j.jobs,
    0 as complaints
  from job as j
  where j.product_family is not null
  union all
  select
    cast(null as varchar) as product_family,
    c.week_start,
    0 as jobs,
    sum(c.complaints) as complaints
  from caused as c
  group by c.week_start
  union all
  select
    c.product_family,
    c.week_start,
    0 as jobs,
    c.complaints
  from caused as c
  where c.product_family is not null
),

summed as (
  select
    s.product_family,
    s.week_start,
    sum(s.jobs) as jobs,
    sum(s.complaints) as complaints
  from sized as s
  group by s.product_family, s.week_start
),

told as (
  select
    w.product_family,
    w.week_start,
    max(x.period_start) as period_start
  from wanted as w
  inner join intermediate.exposure_summed as x on x.product_family = w.product_family and x.period_start < add_days(w.week_start, 7)
  where w.subject = 'part'
  group by w.product_family, w.week_start
)

select
  w.subject,
  w.product_family,
  w.week_start,
  w.known_on,
  cast(coalesce(s.jobs, 0) as double) as jobs,
  case when w.subject = 'complaint' then cast(coalesce(s.complaints, 0) as double) end as complaints,
  x.units
from wanted as w
left join summed as s
  on
    s.week_start = w.week_start
    and coalesce(s.product_family, '') = coalesce(w.product_family, '')
left join told as t on t.week_start = w.week_start and t.product_family = case when w.subject = 'part' then w.product_family end
left join intermediate.exposure_summed as x on x.product_family = t.product_family and x.period_start = t.period_start

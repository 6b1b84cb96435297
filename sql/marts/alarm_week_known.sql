-- grain: one row per subject (complaint, part) and week of which everything is known
-- key: subject, week_start
-- clock: site-local dates
-- why: Weeks over which the early warning may look. A week waits 7 days for what is written down late (causes of complaints, uses of
-- parts), and all sources of the subject and of tickets must have loaded beyond that. The first week is the first whole one of the
-- source that began last: before it the counts are smaller for no reason but that.
-- materialized: table
with source_day as (
  select
    'complaint' as subject,
    c.source,
    min(c.received_on) as first_day
  from marts.complaint as c
  group by c.source
  union all
  select
    'part' as subject,
    u.source,
    min(u.used_on) as first_day
  from marts.part_usage as u
  where u.used_on is not null
  group by u.source
),

begun as (
  select
    d.subject,
    max(d.first_day) as first_day,
    min(s.known_until) as known_until
  from source_day as d
  left join intermediate.kpi_source_described as s on s.source = d.source
  group by d.subject
),

ticket_source as (
  select
    t.source
  from marts.ticket as t
  where t.is_served
  group by t.source
),

ticket_known as (
  select
    min(s.known_until) as known_until
  from ticket_source as t
  inner join intermediate.kpi_source_described as s on s.source = t.source
)

select
  b.subject,
  p.period_start as week_start,
  p.period_end as week_end,
  add_days(p.period_end, 7) as known_on
from begun as b
cross join ticket_known as k
inner join ref.period as p on p.grain = 'week'
where
  p.period_start >= add_days(b.first_day, -2)
  and add_days(p.period_end, 7) <= b.known_until
  and add_days(p.period_end, 7) <= k.known_until

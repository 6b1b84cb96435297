-- grain: one row per subject, product family (null = all together), cause or part, and known week with any event
-- key: subject, product_family, code, week_start
-- clock: site-local dates
-- why: What the early warning counts: complaints that name a cause (each of its causes once) and jobs in which a part was used, whatever
-- the quantity: two fuses in one machine are one failure. A use without a ticket is of no product.
-- materialized: table
with complained as (
  select
    c.product_family,
    x.root_cause as code,
    week_start(c.received_on) as week_start,
    c.complaint_key
  from marts.complaint_cause as x
  inner join marts.complaint as c on c.source = x.source and c.complaint_id = x.complaint_id
  where x.root_cause is not null and coalesce(x.cause_group, 'unclassified') <> 'unclassified'
),

used as (
  select
    u.product_family,
    u.part_no as code,
    week_start(u.used_on) as week_start,
    u.ticket_key
  from marts.part_usage as u
  where u.ticket_key is not null and u.quantity > 0 and u.used_on is not null
),

counted as (
  select
    'complaint' as subject,
    cast(null as varchar) as product_family,
    c.code,
    c.week_start,
    count(distinct c.complaint_key) as counted
  from complained as c
  group by c.code, c.week_start
  union all
  select
    'complaint' as subject,
    c.product_family,
    c.code,
    c.week_start,
    count(distinct c.complaint_key) as counted
  from complained as c
  where c.product_family is not null
  group by c.product_family, c.code, c.week_start
  union all
  select
    'part' as subject,
    u.product_family,
    u.code,
    u.week_start,
    count(distinct u.ticket_key) as counted
  from used as u
  where u.product_family is not null
  group by u.product_family, u.code, u.week_start
)

select
  c.subject,
  c.product_family,
  c.code,
  c.week_start,
  cast(c.counted as double) as counted
from counted as c
inner join marts.alarm_week_known as k on k.subject = c.subject and k.week_start = c.week_start

-- grain: one row per ticket and stretch of time in which one working calendar is its own; only tickets to which a rule gives one
-- key: ticket_key, from_at
-- clock: UTC stamps; a calendar holds [from_at, until_at), null: from the beginning, until further notice
-- why: A ticket that is handed to another region or site is counted by the calendar of where it was. The first rule whose conditions hold
-- gives the calendar, else it is the site's. Without rules this table is empty.
-- materialized: table
with state as (
  select
    l.ticket_key,
    coalesce(s.state_no, 1) as state_no,
    case when s.state_no > 1 then s.from_at end as from_at,
    s.until_at,
    coalesce(s.site, l.site) as site,
    coalesce(s.region, l.region) as region
  from intermediate.ticket_latest as l
  left join intermediate.ticket_state_spanned as s on s.ticket_key = l.ticket_key
),

ruled as (
  select
    t.ticket_key,
    t.state_no,
    min(r.rule_order) as rule_order
  from state as t
  cross join ref.calendar_rule as r
  where (r.sites is null or has_code(r.sites, t.site))
    and (r.regions is null or has_code(r.regions, t.region))
  group by t.ticket_key, t.state_no
),

concerned as (
  select m.ticket_key
  from ruled as m
  group by m.ticket_key
),

placed as (
  select
    t.ticket_key,
    t.state_no,
    t.from_at,
    t.until_at,
    coalesce(r.calendar_id, p.calendar_id) as calendar_id
  from state as t
  inner join concerned as x on x.ticket_key = t.ticket_key
  left join ruled as m on m.ticket_key = t.ticket_key and m.state_no = t.state_no
  left join ref.calendar_rule as r on r.rule_order = m.rule_order
  cross join ref.parameter as p
),

compared as (
  select
    c.ticket_key,
    c.state_no,
    c.from_at,
    c.calendar_id,
    min(c.calendar_id) over (
      partition by c.ticket_key order by c.state_no nulls last rows between 1 preceding and 1 preceding
    ) as calendar_before
  from placed as c
)

select
  k.ticket_key,
  k.from_at,
  min(k.from_at) over (
    partition by k.ticket_key order by k.state_no nulls last rows between 1 following and 1 following
  ) as until_at,
  k.calendar_id
from compared as k
where k.calendar_before is null or k.calendar_before <> k.calendar_id

-- grain: one row per ticket and stretch of time in which nothing changed on which promises depend; only tickets of which something changed
-- key: ticket_key, state_no
-- clock: UTC stamps; a state holds [from_at, until_at)
-- why: The presets, conditions and calendars of a ticket are those of its state at the time. A ticket without rows here always was as
-- intermediate.ticket_latest says.
-- materialized: table
with edge as (
  select
    c.ticket_key,
    l.received_at as at
  from intermediate.ticket_state_changed as c
  inner join intermediate.ticket_latest as l on l.ticket_key = c.ticket_key
  where l.received_at is not null
  union
  select
    c.ticket_key,
    c.from_at as at
  from intermediate.ticket_state_changed as c
),

span as (
  select
    e.ticket_key,
    cast(row_number() over (partition by e.ticket_key order by e.at nulls last) as integer) as state_no,
    e.at as from_at,
    min(e.at) over (partition by e.ticket_key order by e.at nulls last rows between 1 following and 1 following) as until_at
  from edge as e
),

valued as (
  select
    s.ticket_key,
    s.state_no,
    s.from_at,
    s.until_at,
    c.field,
    c.value
  from span as s
  inner join intermediate.ticket_state_changed as c
    on c.ticket_key = s.ticket_key
    and c.from_at <= s.from_at
    and (c.until_at is null or c.until_at > s.from_at)
)

select
  v.ticket_key,
  v.state_no,
  v.from_at,
  v.until_at,
  max(case when v.field = 'priority' then v.value end) as priority,
  max(case when v.field = 'region' then v.value end) as region,
  max(case when v.field = 'site' then v.value end) as site,
  max(case when v.field = 'zone' then v.value end) as zone,
  max(case when v.field = 'distance_km' then cast(v.value as double) end) as distance_km,
  max(case when v.field = 'supplier_involved' then v.value end) = 'true' as supplier_involved,
  max(case when v.field = 'fault_family' then v.value end) as fault_family,
  max(case when v.field = 'product_family' then v.value end) as product_family,
  max(case when v.field = 'service_mode' then v.value end) as service_mode,
  max(case when v.field = 'work_kind' then v.value end) as work_kind,
  max(case when v.field = 'warranty' then v.value end) as warranty
from valued as v
group by v.ticket_key, v.state_no, v.from_at, v.until_at

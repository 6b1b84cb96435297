-- grain: one row per ticket whose policy has a window from a repair and whose unit was repaired before
-- key: ticket_key
-- clock: site-local dates; repairs at [.., received_at)
-- why: A repaired unit has a warranty of its own. The unit is the serial number within one source; a ticket without one has no earlier
-- repair that is known. A repair is a ticket with outcome `repaired`, at its repair, else its resolution; the warranty stated on that
-- ticket is kept apart from the repairs that state none, whose end the policy counts.
-- materialized: table
with warranting as (
  select f.policy
  from ref.entitlement as f
  where f.start_event = 'repair'
  group by f.policy
),

claim as (
  select
    c.ticket_key,
    l.source || '|' || l.serial_no as unit_key,
    l.received_at
  from intermediate.entitlement_policy_chosen as c
  inner join warranting as f on f.policy = c.policy
  inner join intermediate.ticket_latest as l on l.ticket_key = c.ticket_key
  where l.serial_no is not null
),

repair as (
  select
    l.source || '|' || l.serial_no as unit_key,
    coalesce(s.repaired_at, s.resolved_at) as repaired_at,
    local_date(coalesce(s.repaired_at, s.resolved_at), p.time_zone) as repaired_on,
    l.repair_warranty_until
  from intermediate.ticket_latest as l
  inner join intermediate.ticket_stage_merged as s on s.ticket_key = l.ticket_key
  cross join ref.parameter as p
  where l.outcome = 'repaired' and l.serial_no is not null and coalesce(s.repaired_at, s.resolved_at) is not null
),

-- Receptions and repairs of a unit on one line of time; a repair of the very moment of a reception is not before it.
moment as (
  select
    c.ticket_key,
    c.unit_key,
    c.received_at as at,
    false as is_repair,
    cast(null as date) as repaired_on,
    cast(null as date) as repair_warranty_until
  from claim as c
  union all
  select
    cast(null as varchar) as ticket_key,
    r.unit_key,
    r.repaired_at as at,
    true as is_repair,
    r.repaired_on,
    r.repair_warranty_until
  from repair as r
),

preceded as (
  select
    m.ticket_key,
    max(m.repaired_on) over (
      partition by m.unit_key order by m.at nulls last, m.is_repair nulls last rows between unbounded preceding and 1 preceding
    ) as repaired_on,
    max(case when m.repair_warranty_until is null then m.repaired_on end) over (
      partition by m.unit_key order by m.at nulls last, m.is_repair nulls last rows between unbounded preceding and 1 preceding
    ) as repaired_unstated_on,
    max(m.repair_warranty_until) over (
      partition by m.unit_key order by m.at nulls last, m.is_repair nulls last rows between unbounded preceding and 1 preceding
    ) as warranted_until
  from moment as m
)

select
  d.ticket_key,
  d.repaired_on,
  d.repaired_unstated_on,
  d.warranted_until
from preceded as d
where d.ticket_key is not null and d.repaired_on is not null

-- grain: one row per ticket
-- key: ticket_key
-- clock: 30 days of 24 hours from the resolution, (resolved_at, resolved_at + 30 d]
-- why: A repeat is a job received within 30 days after another job was resolved, of the same unit and the same fault family. The unit
-- is the serial number, else customer and model, within one source; a ticket with neither has no unit and is judged in no way. Where
-- no fault family is given, that is a family of its own: a source that records none is judged by the unit alone. A job received at
-- the very moment of the resolution is not after it. Times in an impossible order start no window.
-- materialized: table
with job as (
  select
    l.ticket_key,
    l.received_at,
    case when o.is_order_impossible then null else s.resolved_at end as resolved_at,
    coalesce(l.outcome = 'cancelled', false) or s.cancelled_at is not null as was_cancelled,
    case
      when l.serial_no is not null then l.source || '|s|' || l.serial_no
      when l.customer_id is not null and l.product_model is not null
        then l.source || '|c|' || l.customer_id || '|' || l.product_model
    end as unit_key,
    coalesce(l.fault_family, '') as fault_family
  from intermediate.ticket_latest as l
  inner join intermediate.ticket_stage_merged as s on s.ticket_key = l.ticket_key
  inner join intermediate.ticket_order_checked as o on o.ticket_key = l.ticket_key
),

unit_job as (
  select
    j.ticket_key,
    j.received_at,
    j.resolved_at,
    j.unit_key,
    j.fault_family
  from job as j
  where j.unit_key is not null and not j.was_cancelled
),

-- Only units that came back with the same fault can have a repeat.
come_back as (
  select
    u.unit_key,
    u.fault_family
  from unit_job as u
  group by u.unit_key, u.fault_family
  having count(*) > 1
),

-- Receptions and resolutions of a unit and fault on one line of time.
moment as (
  select
    u.ticket_key,
    u.unit_key,
    u.fault_family,
    u.received_at as at,
    false as is_resolution
  from unit_job as u
  inner join come_back as r on r.unit_key = u.unit_key and r.fault_family = u.fault_family
  union all
  select
    u.ticket_key,
    u.unit_key,
    u.fault_family,
    u.resolved_at as at,
    true as is_resolution
  from unit_job as u
  inner join come_back as r on r.unit_key = u.unit_key and r.fault_family = u.fault_family
  where u.resolved_at is not null
),

numbered as (
  select
    m.ticket_key,
    m.unit_key,
    m.fault_family,
    m.at,
    m.is_resolution,
    -- The next reception after this moment; receptions come before resolutions of the same moment.
    min(case when not m.is_resolution then m.at end) over (
      partition by m.unit_key, m.fault_family
      order by m.at nulls last, m.is_resolution nulls last, m.ticket_key nulls last
      rows between 1 following and unbounded following
    ) as next_received_at,
    sum(case when m.is_resolution then 1 else 0 end) over (
      partition by m.unit_key, m.fault_family
      order by m.at nulls last, m.is_resolution nulls last, m.ticket_key nulls last
      rows between unbounded preceding and current row
    ) as resolutions
  from moment as m
),

followed as (
  select
    n.ticket_key,
    n.next_received_at <= add_days_to_stamp(n.at, 30) as is_followed
  from numbered as n
  where n.is_resolution
),

-- The last resolution before a reception is the job that it repeats.
preceded as (
  select
    n.ticket_key,
    n.at,
    n.is_resolution,
    max(case when n.is_resolution then n.ticket_key end) over (
      partition by n.unit_key, n.fault_family, n.resolutions
    ) as resolved_ticket_key,
    max(case when n.is_resolution then n.at end) over (
      partition by n.unit_key, n.fault_family, n.resolutions
    ) as resolved_at
  from numbered as n
),

repeated as (
  select
    q.ticket_key,
    q.resolved_ticket_key as repeat_of_ticket_key
  from preceded as q
  where not q.is_resolution and q.at <= add_days_to_stamp(q.resolved_at, 30)
)

select
  j.ticket_key,
  j.unit_key,
  j.unit_key is not null as has_unit_id,
  case
    when j.unit_key is null or j.was_cancelled or j.resolved_at is null then null
    when f.is_followed then true
    when p.as_of >= add_days_to_stamp(j.resolved_at, 30) then false
  end as is_followed_by_repeat,
  r.repeat_of_ticket_key
from job as j
left join followed as f on f.ticket_key = j.ticket_key
left join repeated as r on r.ticket_key = j.ticket_key
cross join ref.parameter as p

-- grain: one row per ticket and cycle in which a unit of the workshop was repaired
-- key: ticket_key, cycle
-- clock: UTC stamps; a step is due by the end of the site-local day so many days after the step before
-- why: The notices of a repaired unit, each moment once, those before the repair left out; a notice that came after its day is late.
-- materialized: table
with repaired as (
  select
    c.ticket_key,
    c.cycle,
    c.repaired_at,
    c.returned_at,
    c.is_current
  from intermediate.ticket_cycle as c
  inner join intermediate.ticket_latest as l on l.ticket_key = c.ticket_key
  where l.service_mode = 'workshop' and c.repaired_at is not null
),

notice as (
  select
    r.ticket_key,
    r.cycle,
    e.at,
    min(r.repaired_at) as repaired_at
  from repaired as r
  inner join intermediate.ticket_event_ordered as e on e.ticket_key = r.ticket_key and e.cycle = r.cycle
  where e.event = 'pickup_notified' and e.at >= r.repaired_at
  group by r.ticket_key, r.cycle, e.at
),

spaced as (
  select
    n.ticket_key,
    n.cycle,
    n.at,
    n.repaired_at,
    min(n.at) over (partition by n.ticket_key, n.cycle order by n.at nulls last rows between 1 preceding and 1 preceding) as notice_before_at
  from notice as n
),

noticed as (
  select
    s.ticket_key,
    s.cycle,
    cast(count(*) as integer) as notices,
    min(s.at) as first_notified_at,
    max(s.at) as last_notified_at,
    cast(sum(case
      when local_date(s.at, p.time_zone) > case
        when s.notice_before_at is null then add_days(local_date(s.repaired_at, p.time_zone), u.first_after_days)
        else add_days(local_date(s.notice_before_at, p.time_zone), u.again_after_days)
      end then 1
      else 0
    end) as integer) as late_notices
  from spaced as s
  cross join ref.parameter as p
  cross join ref.pickup as u
  group by s.ticket_key, s.cycle
),

shipped as (
  select
    r.ticket_key,
    r.cycle,
    min(e.at) as shipped_back_at
  from repaired as r
  inner join intermediate.ticket_event_ordered as e on e.ticket_key = r.ticket_key and e.cycle = r.cycle
  where e.event = 'shipped_back' and e.at >= r.repaired_at
  group by r.ticket_key, r.cycle
)

select
  r.ticket_key,
  r.cycle,
  r.is_current,
  r.repaired_at,
  r.returned_at,
  h.shipped_back_at,
  coalesce(n.notices, 0) as notices,
  coalesce(n.late_notices, 0) as late_notices,
  n.first_notified_at,
  n.last_notified_at
from repaired as r
left join noticed as n on n.ticket_key = r.ticket_key and n.cycle = r.cycle
left join shipped as h on h.ticket_key = r.ticket_key and h.cycle = r.cycle

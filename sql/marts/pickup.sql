-- grain: one row per repaired unit of the workshop: its last repair, where the source records notices for pick-up at all
-- key: ticket_key
-- clock: UTC stamps; a step is due by the end of a site-local day: late from due_at on
-- why: A repaired unit is announced for pick-up, announced again, and shipped after the last notice (ref.pickup says how often and when).
-- It is over once it was handed back or shipped. A ticket that was resolved or closed without either is over, and nobody knows how.
-- A source whose log never has a notice does not measure them: no row. A reopened ticket that was not repaired again has none either.
-- materialized: table
-- order: repaired_at
with noting as (
  select e.source
  from intermediate.ticket_event_ordered as e
  where e.event = 'pickup_notified'
  group by e.source
),

step as (
  select
    n.ticket_key,
    t.source,
    t.ticket_id,
    n.cycle,
    n.repaired_at,
    n.notices,
    n.late_notices,
    n.first_notified_at,
    n.last_notified_at,
    n.returned_at,
    n.shipped_back_at,
    least_stamp(n.returned_at, n.shipped_back_at) as ended_at,
    coalesce(n.shipped_back_at is not null and n.notices < u.notices, false) as is_shipped_early,
    t.resolved_at is not null or t.closed_at is not null as is_over,
    case when n.notices = 0 then 'announce' when n.notices < u.notices then 'announce_again' else 'ship' end as step,
    add_days(
      local_date(coalesce(n.last_notified_at, n.repaired_at), p.time_zone),
      case when n.notices = 0 then u.first_after_days when n.notices < u.notices then u.again_after_days else u.ship_after_days end
    ) as due_on,
    p.time_zone,
    p.as_of,
    t.site,
    t.region,
    t.team,
    t.product_family,
    t.product_model,
    t.work_kind
  from intermediate.pickup_noticed as n
  inner join marts.ticket as t on t.ticket_key = n.ticket_key
  inner join noting as o on o.source = t.source
  cross join ref.pickup as u
  cross join ref.parameter as p
  where n.is_current and t.is_job
),

judged as (
  select
    s.ticket_key,
    s.source,
    s.ticket_id,
    s.cycle,
    s.repaired_at,
    s.notices,
    s.late_notices,
    s.first_notified_at,
    s.last_notified_at,
    s.returned_at,
    s.shipped_back_at,
    s.ended_at,
    s.is_shipped_early,
    s.step,
    s.due_on,
    utc_from_local(cast(add_days(s.due_on, 1) as timestamp), s.time_zone) as due_at,
    case
      when s.shipped_back_at <= s.ended_at then 'shipped'
      when s.ended_at is not null then 'collected'
      when s.is_over then 'not_recorded'
      when s.as_of >= utc_from_local(cast(add_days(s.due_on, 1) as timestamp), s.time_zone) then 'late'
      else 'waiting'
    end as state,
    s.site,
    s.region,
    s.team,
    s.product_family,
    s.product_model,
    s.work_kind
  from step as s
)

select
  j.ticket_key,
  j.source,
  j.ticket_id,
  j.cycle,
  j.repaired_at,
  j.notices,
  j.late_notices,
  j.first_notified_at,
  j.last_notified_at,
  j.returned_at,
  j.shipped_back_at,
  j.ended_at,
  j.state,
  case when j.state in ('waiting', 'late') then j.step end as next_step,
  case when j.state in ('waiting', 'late') then j.due_on end as due_on,
  case when j.state in ('waiting', 'late') then j.due_at end as due_at,
  j.is_shipped_early,
  j.site,
  j.region,
  j.team,
  j.product_family,
  j.product_model,
  j.work_kind
from judged as j

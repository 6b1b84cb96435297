-- grain: one row per ticket and cycle; a ticket that was never reopened has one
-- key: ticket_key, cycle
-- clock: UTC stamps; a cycle is [started_at, ended_at)
-- why: A reopening starts the promises anew. Each stage has the time it had in this cycle: the ticket's column when it falls into the
-- cycle (before the first reopening all do), else the first event of that name in the cycle. Columns hold one time only, so an
-- earlier cycle knows no more than the log does.
-- materialized: table
with first_event as (
  select
    e.ticket_key,
    e.cycle,
    max(case when e.starts_cycle then e.at end) as started_at,
    cast(sum(case when e.event = 'arrived' then 1 else 0 end) as integer) as arrivals,
    min(case when e.event = 'responded' then e.at end) as responded_at,
    min(case when e.event = 'confirmed' then e.at end) as confirmed_at,
    min(case when e.event = 'dispatched' then e.at end) as dispatched_at,
    min(case when e.event = 'arrived' then e.at end) as arrived_at,
    min(case when e.event = 'unit_received' then e.at end) as unit_received_at,
    min(case when e.event = 'diagnosed' then e.at end) as diagnosed_at,
    min(case when e.event = 'quoted' then e.at end) as quoted_at,
    min(case when e.event = 'part_arrived' then e.at end) as part_arrived_at,
    min(case when e.event = 'repaired' then e.at end) as repaired_at,
    min(case when e.event = 'quality_checked' then e.at end) as quality_checked_at,
    min(case when e.event = 'returned' then e.at end) as returned_at,
    min(case when e.event = 'resolved' then e.at end) as resolved_at,
    min(case when e.event = 'closed' then e.at end) as closed_at,
    min(case when e.event = 'followed_up' then e.at end) as followed_up_at,
    min(case when e.event = 'supplier_contacted' then e.at end) as supplier_contacted_at,
    min(case when e.event = 'cancelled' then e.at end) as cancelled_at
  from intermediate.ticket_event_ordered as e
  group by e.ticket_key, e.cycle
),

reopening as (
  select
    f.ticket_key,
    f.cycle,
    f.started_at,
    min(f.started_at) over (partition by f.ticket_key order by f.cycle nulls last rows between 1 following and 1 following) as ended_at
  from first_event as f
  where f.cycle > 1
),

span as (
  select
    l.ticket_key,
    1 as cycle,
    l.received_at as started_at,
    r.started_at as ended_at
  from intermediate.ticket_latest as l
  left join reopening as r on r.ticket_key = l.ticket_key and r.cycle = 2
  union all
  select
    r.ticket_key,
    r.cycle,
    r.started_at,
    r.ended_at
  from reopening as r
)

select
  s.ticket_key,
  s.cycle,
  s.started_at,
  s.ended_at,
  s.ended_at is null as is_current,
  coalesce(e.arrivals, 0) as arrivals,
  coalesce(
    case when (s.cycle = 1 or l.responded_at >= s.started_at) and (s.ended_at is null or l.responded_at < s.ended_at) then l.responded_at end,
    e.responded_at
  ) as responded_at,
  coalesce(
    case when (s.cycle = 1 or l.confirmed_at >= s.started_at) and (s.ended_at is null or l.confirmed_at < s.ended_at) then l.confirmed_at end,
    e.confirmed_at
  ) as confirmed_at,
  coalesce(
    case when (s.cycle = 1 or l.dispatched_at >= s.started_at) and (s.ended_at is null or l.dispatched_at < s.ended_at) then l.dispatched_at end,
    e.dispatched_at
  ) as dispatched_at,
  coalesce(
    case when (s.cycle = 1 or l.arrived_at >= s.started_at) and (s.ended_at is null or l.arrived_at < s.ended_at) then l.arrived_at end,
    e.arrived_at
  ) as arrived_at,
  coalesce(
    case when (s.cycle = 1 or l.unit_received_at >= s.started_at) and (s.ended_at is null or l.unit_received_at < s.ended_at) then l.unit_received_at end,
    e.unit_received_at
  ) as unit_received_at,
  coalesce(
    case when (s.cycle = 1 or l.diagnosed_at >= s.started_at) and (s.ended_at is null or l.diagnosed_at < s.ended_at) then l.diagnosed_at end,
    e.diagnosed_at
  ) as diagnosed_at,
  coalesce(
    case when (s.cycle = 1 or l.quoted_at >= s.started_at) and (s.ended_at is null or l.quoted_at < s.ended_at) then l.quoted_at end,
    e.quoted_at
  ) as quoted_at,
  coalesce(
    case when (s.cycle = 1 or l.part_arrived_at >= s.started_at) and (s.ended_at is null or l.part_arrived_at < s.ended_at) then l.part_arrived_at end,
    e.part_arrived_at
  ) as part_arrived_at,
  coalesce(
    case when (s.cycle = 1 or l.repaired_at >= s.started_at) and (s.ended_at is null or l.repaired_at < s.ended_at) then l.repaired_at end,
    e.repaired_at
  ) as repaired_at,
  coalesce(
    case when (s.cycle = 1 or l.quality_checked_at >= s.started_at) and (s.ended_at is null or l.quality_checked_at < s.ended_at) then l.quality_checked_at end,
    e.quality_checked_at
  ) as quality_checked_at,
  coalesce(
    case when (s.cycle = 1 or l.returned_at >= s.started_at) and (s.ended_at is null or l.returned_at < s.ended_at) then l.returned_at end,
    e.returned_at
  ) as returned_at,
  coalesce(
    case when (s.cycle = 1 or l.resolved_at >= s.started_at) and (s.ended_at is null or l.resolved_at < s.ended_at) then l.resolved_at end,
    e.resolved_at
  ) as resolved_at,
  coalesce(
    case when (s.cycle = 1 or l.closed_at >= s.started_at) and (s.ended_at is null or l.closed_at < s.ended_at) then l.closed_at end,
    e.closed_at
  ) as closed_at,
  coalesce(
    case when (s.cycle = 1 or l.followed_up_at >= s.started_at) and (s.ended_at is null or l.followed_up_at < s.ended_at) then l.followed_up_at end,
    e.followed_up_at
  ) as followed_up_at,
  e.supplier_contacted_at,
  e.cancelled_at
from span as s
inner join intermediate.ticket_latest as l on l.ticket_key = s.ticket_key
left join first_event as e on e.ticket_key = s.ticket_key and e.cycle = s.cycle

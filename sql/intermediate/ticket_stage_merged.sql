-- grain: one row per ticket
-- key: ticket_key
-- clock: UTC stamps
-- why: One time a stage for the whole ticket. Resolved, closed and cancelled are those of the current cycle: a ticket that was
-- reopened and not resolved since is open again, whatever its columns said before. Every other stage is the ticket's column, else
-- the first event of that name in any cycle.
-- materialized: table
with whole as (
  select
    c.ticket_key,
    max(c.cycle) as cycles,
    cast(sum(c.arrivals) as integer) as arrivals,
    min(c.responded_at) as responded_at,
    min(c.confirmed_at) as confirmed_at,
    min(c.dispatched_at) as dispatched_at,
    min(c.arrived_at) as arrived_at,
    min(c.unit_received_at) as unit_received_at,
    min(c.diagnosed_at) as diagnosed_at,
    min(c.quoted_at) as quoted_at,
    min(c.part_arrived_at) as part_arrived_at,
    min(c.repaired_at) as repaired_at,
    min(c.quality_checked_at) as quality_checked_at,
    min(c.returned_at) as returned_at,
    min(c.followed_up_at) as followed_up_at,
    min(c.supplier_contacted_at) as supplier_contacted_at,
    max(case when c.is_current then c.resolved_at end) as resolved_at,
    max(case when c.is_current then c.closed_at end) as closed_at,
    max(case when c.is_current then c.cancelled_at end) as cancelled_at
  from intermediate.ticket_cycle as c
  group by c.ticket_key
)

select
  l.ticket_key,
  l.received_at,
  coalesce(l.responded_at, w.responded_at) as responded_at,
  coalesce(l.confirmed_at, w.confirmed_at) as confirmed_at,
  coalesce(l.dispatched_at, w.dispatched_at) as dispatched_at,
  coalesce(l.arrived_at, w.arrived_at) as arrived_at,
  coalesce(l.unit_received_at, w.unit_received_at) as unit_received_at,
  coalesce(l.diagnosed_at, w.diagnosed_at) as diagnosed_at,
  coalesce(l.quoted_at, w.quoted_at) as quoted_at,
  coalesce(l.part_arrived_at, w.part_arrived_at) as part_arrived_at,
  coalesce(l.repaired_at, w.repaired_at) as repaired_at,
  coalesce(l.quality_checked_at, w.quality_checked_at) as quality_checked_at,
  coalesce(l.returned_at, w.returned_at) as returned_at,
  w.resolved_at,
  w.closed_at,
  coalesce(l.followed_up_at, w.followed_up_at) as followed_up_at,
  w.supplier_contacted_at,
  w.cancelled_at,
  w.cycles,
  w.cycles - 1 as reopen_count,
  w.arrivals
from intermediate.ticket_latest as l
inner join whole as w on w.ticket_key = l.ticket_key

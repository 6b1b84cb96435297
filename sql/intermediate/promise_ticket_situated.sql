-- grain: one row per ticket, state, preset and round
-- key: ticket_key, state_no, preset, round
-- clock: UTC stamps; a round is [round_started_at, round_ended_at)
-- why: All of a ticket on which its promises depend, before the promises of its preset multiply it: the big tables are joined here, once a ticket.
-- A state has what the ticket has where it says nothing of its own. Left over is what was neither dispatched nor done on its day.
-- materialized: view
with progressed as (
  select
    m.ticket_key,
    least_stamp(m.dispatched_at, least_stamp(m.resolved_at, m.closed_at)) as left_at,
    m.cancelled_at
  from intermediate.ticket_stage_merged as m
)

select
  ch.ticket_key,
  ch.source,
  ch.state_no,
  ch.from_at,
  ch.until_at,
  ch.preset,
  ch.chosen_by,
  ch.rule_order,
  ch.received_on,
  ch.has_choice,
  coalesce(x.service_mode, l.service_mode) as service_mode,
  coalesce(x.zone, l.zone) as zone,
  case when x.ticket_key is null then l.priority else x.priority end as priority,
  coalesce(x.fault_family, l.fault_family) as fault_family,
  coalesce(x.work_kind, l.work_kind) as work_kind,
  coalesce(x.warranty, l.warranty) as warranty,
  coalesce(x.distance_km, l.distance_km) as distance_km,
  coalesce(x.supplier_involved, l.supplier_involved) as supplier_involved,
  -- Days far from all others are not in the table.
  coalesce(h.local_day, local_date(s.left_at, p.time_zone), p.as_of_date) > ch.received_on as is_left_over,
  l.received_at,
  coalesce(l.promised_at, l.appointment_to) as agreed_at,
  l.outcome,
  l.visits,
  coalesce(l.outcome = 'cancelled', false) or s.cancelled_at is not null as is_cancelled,
  o.is_order_impossible,
  c.cycle as round,
  c.started_at as round_started_at,
  c.ended_at as round_ended_at,
  c.responded_at,
  c.confirmed_at,
  c.dispatched_at,
  c.arrived_at,
  c.unit_received_at,
  c.diagnosed_at,
  c.quoted_at,
  c.part_arrived_at,
  c.repaired_at,
  c.quality_checked_at,
  c.returned_at,
  c.resolved_at,
  c.closed_at,
  c.followed_up_at,
  c.supplier_contacted_at,
  -- When the work of this round was over: resolved, closed or cancelled, else when the ticket was reopened.
  coalesce(least_stamp(least_stamp(c.resolved_at, c.closed_at), c.cancelled_at), c.ended_at) as done_at
from intermediate.promise_preset_chosen as ch
inner join intermediate.ticket_latest as l on l.ticket_key = ch.ticket_key
inner join progressed as s on s.ticket_key = ch.ticket_key
inner join intermediate.ticket_order_checked as o on o.ticket_key = ch.ticket_key
inner join intermediate.ticket_cycle as c on c.ticket_key = ch.ticket_key
left join intermediate.ticket_state_spanned as x on x.ticket_key = ch.ticket_key and x.state_no = ch.state_no
left join intermediate.hour_dated as h
  on h.utc_hour = hour_of_stamp(s.left_at)
  and h.from_at <= s.left_at
  and h.until_at > s.left_at
cross join ref.parameter as p

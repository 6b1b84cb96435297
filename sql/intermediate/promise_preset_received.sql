-- grain: one row per ticket and state
-- key: ticket_key, state_no
-- clock: the site's local date of reception; UTC stamps of the state, [from_at, until_at)
-- why: What decides about the preset of a ticket, in each of its states: a state has what the ticket has where it says nothing of its own.
-- materialized: view
select
  l.ticket_key,
  l.source,
  coalesce(s.state_no, 1) as state_no,
  s.from_at,
  s.until_at,
  coalesce(s.service_mode, l.service_mode) as service_mode,
  case when s.ticket_key is null then l.priority else s.priority end as priority,
  coalesce(s.product_family, l.product_family) as product_family,
  coalesce(s.region, l.region) as region,
  l.sla_preset,
  coalesce(l.promised_at, l.appointment_to) as agreed_at,
  -- Days far from all others are not in the table.
  coalesce(h.local_day, local_date(l.received_at, p.time_zone)) as received_on,
  p.default_preset
from intermediate.ticket_latest as l
left join intermediate.ticket_state_spanned as s on s.ticket_key = l.ticket_key
left join intermediate.hour_dated as h
  on h.utc_hour = hour_of_stamp(l.received_at)
  and h.from_at <= l.received_at
  and h.until_at > l.received_at
cross join ref.parameter as p

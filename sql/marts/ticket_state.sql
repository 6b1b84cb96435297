-- grain: one row per ticket and stretch of time in which nothing changed on which promises depend; only tickets of which something changed
-- key: ticket_key, state_no
-- clock: UTC stamps; a state holds [from_at, until_at)
-- why: Why a ticket has the promises that it has: presets, conditions and calendars are those of its state at the time. A ticket without
-- rows here always was as marts.ticket says.
-- materialized: table
-- order: ticket_key, state_no
select
  s.ticket_key,
  s.state_no,
  s.from_at,
  s.until_at,
  s.priority,
  s.region,
  s.site,
  s.zone,
  s.distance_km,
  s.supplier_involved,
  s.fault_family,
  s.product_family,
  s.service_mode,
  s.work_kind,
  s.warranty
from intermediate.ticket_state_spanned as s

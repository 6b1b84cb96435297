-- what: how a ticket was over time, in what promises depend on; no rows for one of which nothing changed
-- parameters: ticket_key VARCHAR
select
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
from marts.ticket_state as s
where s.ticket_key = $ticket_key
order by s.state_no nulls last

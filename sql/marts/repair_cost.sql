-- grain: one row per ticket that is a repair job or on which there is any money
-- key: ticket_key
-- clock: site-local dates
-- why: What a repair cost and what came back. gross = labour + travel + parts + freight + outside + compensation; net = gross − recovered
-- from the supplier − charged to the customer. Costs are complete when at least one cost was recorded and none is in a currency
-- other than the home's: a repair without any cost was not free, its cost is missing. Summed exactly, cast to DOUBLE here. What its
-- readers filter and name a ticket by stands here too, so that they need not look up each ticket.
-- materialized: table
-- order: resolved_on, ticket_key
select
  t.ticket_key,
  t.source,
  t.ticket_id,
  t.is_repair_job,
  t.resolved_on,
  cast(coalesce(s.labour, 0) as double) as labour,
  cast(coalesce(s.travel, 0) as double) as travel,
  cast(coalesce(s.parts, 0) as double) as parts,
  cast(coalesce(s.freight, 0) as double) as freight,
  cast(coalesce(s.outside, 0) as double) as outside,
  cast(coalesce(s.compensation, 0) as double) as compensation,
  cast(coalesce(s.gross_cost, 0) as double) as gross_cost,
  cast(coalesce(s.recovered_supplier, 0) as double) as recovered_supplier,
  cast(coalesce(s.charged_customer, 0) as double) as charged_customer,
  cast(coalesce(s.gross_cost - s.recovered_supplier - s.charged_customer, 0) as double) as net_cost,
  coalesce(s.cost_entries, 0) as cost_entries,
  coalesce(s.foreign_entries, 0) as foreign_entries,
  coalesce(s.cost_entries > 0 and s.foreign_entries = 0, false) as is_complete,
  t.site,
  t.region,
  t.team,
  t.technician_id,
  t.product_family,
  t.product_model,
  t.fault_family,
  t.service_mode,
  t.work_kind,
  t.priority,
  t.warranty
from marts.ticket as t
left join intermediate.repair_cost_summed as s on s.ticket_key = t.ticket_key
where t.is_repair_job or s.ticket_key is not null

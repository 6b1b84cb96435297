-- grain: one row per amount of money: labour and travel of a labour entry, a part used, a cost item, what a ticket charged
-- key: entry_key
-- clock: site-local dates
-- why: The amounts behind repair_cost, those on no ticket included, by component.
-- materialized: table
-- order: used_on, entry_key
select
  e.entry_key,
  e.source,
  e.ticket_key,
  e.ticket_key is not null as is_on_ticket,
  coalesce(t.is_repair_job, false) as is_on_repair_job,
  e.used_on,
  e.component,
  cast(e.cost as double) as cost,
  cast(e.recovered_supplier as double) as recovered_supplier,
  cast(e.charged_customer as double) as charged_customer,
  e.currency,
  e.currency_rate,
  cast(e.original_cost as double) as original_cost,
  cast(e.original_recovered as double) as original_recovered,
  cast(e.original_charged as double) as original_charged,
  e.is_rated,
  e.is_foreign,
  t.site,
  t.region,
  t.team,
  coalesce(e.technician_id, t.technician_id) as technician_id,
  t.product_family,
  t.product_model,
  t.fault_family,
  t.service_mode,
  t.work_kind,
  t.priority,
  t.warranty
from intermediate.repair_cost_entered as e
left join marts.ticket as t on t.ticket_key = e.ticket_key

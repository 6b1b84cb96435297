-- grain: one row per source and use of a part
-- key: source, usage_id
-- clock: UTC stamps, site-local dates
-- why: Which part went into which ticket, what it cost on that day, and what came back from customer and supplier.
-- materialized: table
select
  u.usage_key,
  u.source,
  u.usage_id,
  u.ticket_id,
  t.ticket_key,
  u.used_at,
  local_date(u.used_at, p.time_zone) as used_on,
  u.part_no,
  u.part_name,
  u.supplier,
  u.is_returnable,
  u.quantity,
  cast(case when r.cost_currency = u.currency then r.unit_cost end as double) as unit_cost,
  cast(case when r.cost_currency = u.currency then r.cost end as double) as cost,
  cast(u.charged_amount as double) as charged_amount,
  u.old_part_returned,
  cast(u.claim_amount as double) as claim_amount,
  local_date(u.claimed_at, p.time_zone) as claimed_on,
  cast(u.recovered_amount as double) as recovered_amount,
  local_date(u.recovered_at, p.time_zone) as recovered_on,
  u.currency,
  r.currency_rate,
  r.is_rated,
  cast(r.home_cost as double) as home_cost,
  cast(r.home_charged_amount as double) as home_charged_amount,
  cast(r.home_claim_amount as double) as home_claim_amount,
  cast(r.home_recovered_amount as double) as home_recovered_amount,
  t.site,
  t.region,
  t.team,
  coalesce(u.technician_id, t.technician_id) as technician_id,
  t.product_family,
  t.product_model,
  t.fault_family,
  t.service_mode,
  t.work_kind,
  t.priority,
  t.warranty
from intermediate.part_usage_latest as u
inner join intermediate.part_usage_priced as r on r.usage_key = u.usage_key
left join marts.ticket as t on t.ticket_key = u.ticket_key
cross join ref.parameter as p

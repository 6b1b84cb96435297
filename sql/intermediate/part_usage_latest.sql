-- grain: one row per source and use of a part
-- key: source, usage_id
-- clock: UTC stamps; what happened after ref.parameter.as_of has not happened yet and is null
-- why: The version of each use that counts, with what the list of parts says about the part. A use without a unit cost has no cost: the
-- standard cost is a plan, not what was paid on that day.
-- materialized: table
with listed as (
  select
    p.source,
    p.part_no,
    p.part_name,
    p.supplier,
    p.returnable
  from staging.part as p
  where p.is_latest and p.is_known
)

select
  concat_key(u.source, u.usage_id) as usage_key,
  u.source,
  u.usage_id,
  u.ticket_id,
  u.ticket_key,
  u.used_at,
  u.technician_id,
  u.part_no,
  coalesce(u.part_name, l.part_name) as part_name,
  coalesce(u.supplier, l.supplier) as supplier,
  l.returnable as is_returnable,
  u.quantity,
  u.unit_cost,
  money_times(u.unit_cost, u.quantity) as cost,
  u.charged_amount,
  u.old_part_returned,
  case when u.claimed_at > p.as_of then null else u.claim_amount end as claim_amount,
  case when u.claimed_at <= p.as_of then u.claimed_at end as claimed_at,
  case when u.recovered_at > p.as_of then null else u.recovered_amount end as recovered_amount,
  case when u.recovered_at <= p.as_of then u.recovered_at end as recovered_at,
  coalesce(u.currency, p.currency) as currency
from staging.part_usage as u
left join listed as l on l.source = u.source and l.part_no = u.part_no
cross join ref.parameter as p
where u.is_latest and u.is_known

-- grain: one row per source and complaint
-- key: source, complaint_id
-- clock: UTC stamps; what happened after ref.parameter.as_of has not happened yet and is null
-- why: The version of each complaint that counts.
-- materialized: table
select
  concat_key(c.source, c.complaint_id) as complaint_key,
  c.source,
  c.complaint_id,
  c.ticket_id,
  c.ticket_key,
  c.received_at,
  c.channel,
  c.customer_id,
  c.region,
  c.product_family,
  c.product_model,
  c.technician_id,
  c.text,
  c.severity,
  c.remedy_sought,
  c.root_cause,
  c.responsibility,
  case when c.responded_at <= p.as_of then c.responded_at end as responded_at,
  case when c.resolved_at <= p.as_of then c.resolved_at end as resolved_at,
  case when c.outcome_told_at <= p.as_of then c.outcome_told_at end as outcome_told_at,
  case when c.closed_at <= p.as_of then c.closed_at end as closed_at,
  c.compensation,
  coalesce(c.currency, p.currency) as currency
from staging.complaint as c
cross join ref.parameter as p
where c.is_latest and c.is_known

-- grain: one row per subject of a promise
-- key: subject_kind, source, subject_id
-- clock: none
-- why: The dimensions by which promises are sliced. A complaint has those of its ticket where it has none of its own.
-- materialized: table
select
  'ticket' as subject_kind,
  l.source,
  l.ticket_id as subject_id,
  l.site,
  l.region,
  l.team,
  l.technician_id,
  l.product_family,
  l.product_model,
  l.fault_family,
  l.service_mode,
  l.work_kind,
  l.priority,
  l.warranty
from intermediate.ticket_latest as l
union all
select
  'complaint' as subject_kind,
  c.source,
  c.complaint_id as subject_id,
  l.site,
  coalesce(c.region, l.region) as region,
  l.team,
  coalesce(c.technician_id, l.technician_id) as technician_id,
  coalesce(c.product_family, l.product_family) as product_family,
  coalesce(c.product_model, l.product_model) as product_model,
  l.fault_family,
  l.service_mode,
  l.work_kind,
  l.priority,
  l.warranty
from intermediate.complaint_latest as c
left join intermediate.ticket_latest as l on l.ticket_key = c.ticket_key

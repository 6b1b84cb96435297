-- grain: one row per labour entry, part used or cost item that names a ticket
-- key: entry_key
-- clock: as loaded
-- why: What an entry says beside its own number: two with the same words are suspected to be one that was entered twice.
-- materialized: table
select
  'labour:' || l.labour_key as entry_key,
  concat_key(l.source, l.ticket_key) || '|' || l.technician_id || '|' || cast(l.worked_on as varchar) || '|' || l.work_kind
  || '|' || cast(l.hours as varchar) || '|' || coalesce(cast(l.travel_hours as varchar), '') || '|' || coalesce(cast(l.travel_km as varchar), '') as content
from intermediate.labour_rated as l
where l.ticket_key is not null
union all
select
  'part:' || u.usage_key as entry_key,
  concat_key(u.source, u.ticket_key) || '|' || u.part_no || '|' || cast(u.used_at as varchar) || '|' || cast(u.quantity as varchar) as content
from intermediate.part_usage_latest as u
where u.ticket_key is not null
union all
select
  'item:' || concat_key(c.source, c.cost_id) as entry_key,
  concat_key(c.source, c.ticket_key) || '|' || c.kind || '|' || cast(c.at as varchar) || '|' || cast(c.amount as varchar) as content
from staging.cost_item as c
where c.is_latest and c.is_known and c.ticket_key is not null

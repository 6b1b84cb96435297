-- severity: error
-- why: The batches of the active loads hold exactly the rows that their records say were accepted.
with written as (
  select 'ticket' as entity, b.load_id, count(*) as rows from lake.ticket as b group by b.load_id
  union all
  select 'ticket_event' as entity, b.load_id, count(*) as rows from lake.ticket_event as b group by b.load_id
  union all
  select 'complaint' as entity, b.load_id, count(*) as rows from lake.complaint as b group by b.load_id
  union all
  select 'survey' as entity, b.load_id, count(*) as rows from lake.survey as b group by b.load_id
  union all
  select 'part_usage' as entity, b.load_id, count(*) as rows from lake.part_usage as b group by b.load_id
  union all
  select 'labour' as entity, b.load_id, count(*) as rows from lake.labour as b group by b.load_id
  union all
  select 'cost_item' as entity, b.load_id, count(*) as rows from lake.cost_item as b group by b.load_id
  union all
  select 'technician' as entity, b.load_id, count(*) as rows from lake.technician as b group by b.load_id
  union all
  select 'part' as entity, b.load_id, count(*) as rows from lake.part as b group by b.load_id
  union all
  select 'stock_count' as entity, b.load_id, count(*) as rows from lake.stock_count as b group by b.load_id
  union all
  select 'stock_issue' as entity, b.load_id, count(*) as rows from lake.stock_issue as b group by b.load_id
  union all
  select 'stock_request' as entity, b.load_id, count(*) as rows from lake.stock_request as b group by b.load_id
  union all
  select 'contract' as entity, b.load_id, count(*) as rows from lake.contract as b group by b.load_id
  union all
  select 'maintenance_visit' as entity, b.load_id, count(*) as rows from lake.maintenance_visit as b group by b.load_id
  union all
  select 'process_audit' as entity, b.load_id, count(*) as rows from lake.process_audit as b group by b.load_id
  union all
  select 'budget' as entity, b.load_id, count(*) as rows from lake.budget as b group by b.load_id
  union all
  select 'exposure' as entity, b.load_id, count(*) as rows from lake.exposure as b group by b.load_id
),

recorded as (
  select l.load_id, l.entity, sum(l.accepted) as rows
  from meta.load as l
  where l.is_active
  group by l.load_id, l.entity
)

select
  coalesce(r.load_id, w.load_id) as load_id,
  coalesce(r.entity, w.entity) as entity,
  r.rows as recorded,
  w.rows as written
from recorded as r
full join written as w on w.load_id = r.load_id and w.entity = r.entity
where coalesce(r.rows, 0) <> coalesce(w.rows, 0)

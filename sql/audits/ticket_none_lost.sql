-- severity: error
-- why: Every ticket in the lake that was received by as_of stands in marts.ticket, once.
with loaded as (
  select l.source, l.ticket_id
  from lake.ticket as l
  cross join ref.parameter as p
  group by l.source, l.ticket_id, p.as_of
  having max(l.received_at) <= p.as_of
),

known as (
  select distinct l.source, l.ticket_id
  from lake.ticket as l
),

found as (
  select t.source, t.ticket_id, count(*) as rows
  from marts.ticket as t
  group by t.source, t.ticket_id
)

select l.source, l.ticket_id, 'lost' as what
from loaded as l
left join found as f on f.source = l.source and f.ticket_id = l.ticket_id
where f.ticket_id is null
union all
select f.source, f.ticket_id, 'from nowhere or twice' as what
from found as f
left join known as k on k.source = f.source and k.ticket_id = f.ticket_id
where k.ticket_id is null or f.rows > 1

-- what: the values that tickets can be filtered by beyond the dimensions of every page, the most frequent first
-- parameters:
with listed as (
  select
    'status' as filter,
    coalesce(ticket.status, 'unknown') as value,
    count(*) as tickets
  from marts.ticket as ticket
  group by coalesce(ticket.status, 'unknown')
  union all
  select
    'fault_family' as filter,
    coalesce(ticket.fault_family, 'unknown') as value,
    count(*) as tickets
  from marts.ticket as ticket
  group by coalesce(ticket.fault_family, 'unknown')
  union all
  select
    'service_mode' as filter,
    coalesce(ticket.service_mode, 'unknown') as value,
    count(*) as tickets
  from marts.ticket as ticket
  group by coalesce(ticket.service_mode, 'unknown')
  union all
  select
    'priority' as filter,
    coalesce(ticket.priority, 'unknown') as value,
    count(*) as tickets
  from marts.ticket as ticket
  group by coalesce(ticket.priority, 'unknown')
  union all
  select
    'warranty' as filter,
    coalesce(ticket.warranty, 'unknown') as value,
    count(*) as tickets
  from marts.ticket as ticket
  group by coalesce(ticket.warranty, 'unknown')
)

select
  listed.filter,
  listed.value,
  cast(listed.tickets as integer) as tickets
from listed
qualify row_number() over (partition by listed.filter order by listed.tickets desc nulls last, listed.value asc nulls last) <= 300
order by listed.filter asc nulls last, listed.tickets desc nulls last, listed.value asc nulls last

-- what: the hours worked on a ticket, by day and kind of work, without who worked them
-- parameters: ticket_key VARCHAR
select
  labour.worked_on,
  labour.work_kind,
  cast(sum(exact(labour.hours)) as double) as hours,
  cast(sum(exact(labour.travel_hours)) as double) as travel_hours,
  cast(sum(exact(labour.travel_km)) as double) as travel_km,
  cast(sum(exact(labour.labour_cost)) as double) as labour_cost,
  cast(sum(exact(labour.travel_cost)) as double) as travel_cost,
  labour.currency
from marts.labour as labour
where labour.ticket_key = $ticket_key
group by labour.worked_on, labour.work_kind, labour.currency
order by labour.worked_on asc nulls last, labour.work_kind asc nulls last, labour.currency asc nulls last

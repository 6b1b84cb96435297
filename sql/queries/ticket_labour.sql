-- what: the hours worked on a ticket, by day and kind of work, without who worked them; costs in the home's currency
-- parameters: ticket_key VARCHAR
select
  labour.worked_on,
  labour.work_kind,
  cast(sum(exact(labour.hours)) as double) as hours,
  cast(sum(exact(labour.travel_hours)) as double) as travel_hours,
  cast(sum(exact(labour.travel_km)) as double) as travel_km,
  cast(sum(exact(labour.labour_cost)) as double) as labour_cost,
  cast(sum(exact(labour.travel_cost)) as double) as travel_cost,
  max(case when labour.is_labour_rated then 1 else 0 end) = 1 as is_labour_rated,
  max(case when labour.is_travel_rated then 1 else 0 end) = 1 as is_travel_rated
from marts.labour as labour
where labour.ticket_key = $ticket_key
group by labour.worked_on, labour.work_kind
order by labour.worked_on asc nulls last, labour.work_kind asc nulls last

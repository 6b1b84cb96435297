-- what: the calendars by which the promises of a ticket are counted
-- parameters: ticket_key VARCHAR
with used as (
  select p.calendar_id
  from marts.promise as p
  where p.ticket_key = $ticket_key
  union
  select c.calendar_id
  from marts.promise_piece as c
  where c.ticket_key = $ticket_key
)

select
  c.calendar_id,
  c.name_zh,
  c.name_en,
  c.time_zone
from ref.calendar as c
inner join used as u on u.calendar_id = c.calendar_id
order by c.calendar_id nulls last

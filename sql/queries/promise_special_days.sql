-- what: the days on which a decree decides in the calendars of a ticket's promises, while one was counted or until it is due
-- parameters: ticket_key VARCHAR
with spanned as (
  select
    min(p.started_at) as from_at,
    max(greatest_stamp(p.counted_until, p.due_at)) as until_at
  from marts.promise as p
  where p.ticket_key = $ticket_key
),

used as (
  select p.calendar_id
  from marts.promise as p
  where p.ticket_key = $ticket_key
  union
  select c.calendar_id
  from marts.promise_piece as c
  where c.ticket_key = $ticket_key
)

select
  d.calendar_id,
  d.day,
  d.status
from ref.working_day as d
inner join used as u on u.calendar_id = d.calendar_id
inner join ref.calendar as c on c.calendar_id = d.calendar_id
cross join spanned as s
where d.status in ('holiday', 'makeup', 'not_decreed')
  and d.day >= local_date(s.from_at, c.time_zone)
  and d.day <= local_date(s.until_at, c.time_zone)
order by d.calendar_id nulls last, d.day nulls last

-- grain: one row per ticket with any promise
-- key: ticket_key
-- clock: site-local date of the reception, as marts.ticket has it
-- why: The promises of a ticket counted by verdict, so that what is said of the ticket as a whole does not gather them anew at every look.
-- Void ones are as if never made. `state` speaks of all of them: broken where any is, else running where any still runs or has not
-- begun, else kept where any is.
-- materialized: table
-- order: received_on, ticket_key
with counted as (
  select
    p.ticket_key,
    sum(case when p.verdict = 'kept' then 1 else 0 end) as kept,
    sum(case when p.verdict = 'broken' then 1 else 0 end) as broken,
    sum(case when p.verdict in ('running', 'not_started') then 1 else 0 end) as undecided,
    sum(case when p.verdict = 'unknown' then 1 else 0 end) as undecidable
  from marts.promise as p
  where p.subject_kind = 'ticket'
  group by p.ticket_key
)

select
  t.ticket_key,
  t.received_on,
  cast(c.kept as integer) as kept,
  cast(c.broken as integer) as broken,
  cast(c.undecided as integer) as undecided,
  cast(c.undecidable as integer) as undecidable,
  case
    when c.broken > 0 then 'broken'
    when c.undecided > 0 then 'running'
    when c.kept > 0 then 'kept'
  end as state
from counted as c
inner join marts.ticket as t on t.ticket_key = c.ticket_key

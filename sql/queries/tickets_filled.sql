-- what: which durations of the explorer's usual columns any ticket has at all
-- parameters:
select
  coalesce(max(case when ticket.first_response_minutes is not null then 1 else 0 end) = 1, false) as first_response,
  coalesce(max(case when ticket.resolution_minutes is not null then 1 else 0 end) = 1, false) as resolution
from marts.ticket as ticket

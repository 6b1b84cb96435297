-- what: the parts used on a ticket
-- parameters: ticket_key VARCHAR
select
  part.usage_key,
  part.used_on,
  part.part_no,
  part.part_name,
  part.supplier,
  part.quantity,
  part.unit_cost,
  part.cost,
  part.charged_amount,
  part.is_returnable,
  part.old_part_returned,
  part.claim_amount,
  part.recovered_amount,
  part.currency,
  part.is_rated,
  part.home_cost
from marts.part_usage as part
where part.ticket_key = $ticket_key
order by part.used_on asc nulls last, part.usage_key asc nulls last

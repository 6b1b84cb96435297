-- what: what a ticket cost and what came back, by component
-- parameters: ticket_key VARCHAR
select
  cost.is_repair_job,
  cost.labour,
  cost.travel,
  cost.parts,
  cost.freight,
  cost.outside,
  cost.compensation,
  cost.gross_cost,
  cost.recovered_supplier,
  cost.charged_customer,
  cost.net_cost,
  cost.cost_entries,
  cost.foreign_entries,
  cost.rated_entries,
  cost.missing_components,
  cost.is_complete
from marts.repair_cost as cost
where cost.ticket_key = $ticket_key

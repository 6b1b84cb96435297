-- grain: one row per ticket and state whose preset a rule gives
-- key: ticket_key, state_no
-- clock: the site's local date of reception; rules are in force [in_force_from, in_force_until)
-- why: The first rule that matches and was in force when the ticket was received. A condition whose column is empty does not match. A ticket that
-- names its preset needs none.
-- materialized: table
select
  t.ticket_key,
  t.state_no,
  min(r.rule_order) as rule_order
from intermediate.promise_preset_received as t
cross join ref.sla_rule as r
where t.sla_preset is null
  and t.received_on >= r.in_force_from
  and (r.in_force_until is null or t.received_on < r.in_force_until)
  and (r.sources is null or has_code(r.sources, t.source))
  and (r.service_modes is null or has_code(r.service_modes, t.service_mode))
  and (r.priorities is null or has_code(r.priorities, t.priority))
  and (r.product_families is null or has_code(r.product_families, t.product_family))
  and (r.regions is null or has_code(r.regions, t.region))
group by t.ticket_key, t.state_no

-- grain: one row per unit that any job speaks of
-- key: unit_key
-- clock: site-local dates
-- why: When a unit was bought and when it left service. Dates that contradict each other are no date. An exchange or a refund takes the
-- unit away: what happens to it afterwards nobody here sees.
-- materialized: table
with job as (
  select
    r.unit_key,
    l.source,
    l.product_family,
    l.received_at,
    l.purchased_at,
    case when l.outcome in ('replaced', 'refunded') and not o.is_order_impossible then s.resolved_at end as left_at
  from intermediate.ticket_repeat_matched as r
  inner join intermediate.ticket_latest as l on l.ticket_key = r.ticket_key
  inner join intermediate.ticket_stage_merged as s on s.ticket_key = r.ticket_key
  inner join intermediate.ticket_order_checked as o on o.ticket_key = r.ticket_key
  where r.unit_key is not null and s.cancelled_at is null and coalesce(l.outcome <> 'cancelled', true)
)

select
  j.unit_key,
  j.source,
  max(j.product_family) as product_family,
  case when min(j.purchased_at) = max(j.purchased_at) then min(j.purchased_at) end as purchased_on,
  coalesce(min(j.purchased_at) <> max(j.purchased_at), false) as is_purchase_contradicted,
  local_date(min(j.left_at), p.time_zone) as left_on
from job as j
cross join ref.parameter as p
group by j.unit_key, j.source, p.time_zone

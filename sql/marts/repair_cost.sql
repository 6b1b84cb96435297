-- grain: one row per ticket that is a repair job or on which there is any money
-- key: ticket_key
-- clock: site-local dates
-- why: What a repair cost and what came back. gross = labour + travel + parts + freight + outside + compensation; net = gross − recovered
-- from the supplier − charged to the customer. Costs are complete when at least one was recorded and nothing is missing
-- (marts.repair_cost_missing): a repair without any cost was not free, its cost is missing. Summed exactly, cast to DOUBLE here. What its
-- readers filter and name a ticket by stands here too, so that they need not look up each ticket.
-- materialized: table
-- order: resolved_on, ticket_key
with missing as (
  select
    m.ticket_key,
    max(case when m.component = 'labour' then 1 else 0 end) as labour,
    max(case when m.component = 'travel' then 1 else 0 end) as travel,
    max(case when m.component = 'parts' then 1 else 0 end) as parts,
    max(case when m.component = 'freight' then 1 else 0 end) as freight,
    max(case when m.component = 'outside' then 1 else 0 end) as outside,
    max(case when m.component = 'compensation' then 1 else 0 end) as compensation,
    max(case when m.component = 'charge' then 1 else 0 end) as charge
  from marts.repair_cost_missing as m
  group by m.ticket_key
)

select
  t.ticket_key,
  t.source,
  t.ticket_id,
  t.is_repair_job,
  t.resolved_on,
  cast(coalesce(s.labour, 0) as double) as labour,
  cast(coalesce(s.travel, 0) as double) as travel,
  cast(coalesce(s.parts, 0) as double) as parts,
  cast(coalesce(s.freight, 0) as double) as freight,
  cast(coalesce(s.outside, 0) as double) as outside,
  cast(coalesce(s.compensation, 0) as double) as compensation,
  cast(coalesce(s.gross_cost, 0) as double) as gross_cost,
  cast(coalesce(s.recovered_supplier, 0) as double) as recovered_supplier,
  cast(coalesce(s.charged_customer, 0) as double) as charged_customer,
  cast(coalesce(s.gross_cost - s.recovered_supplier - s.charged_customer, 0) as double) as net_cost,
  coalesce(s.cost_entries, 0) as cost_entries,
  coalesce(s.foreign_entries, 0) as foreign_entries,
  coalesce(s.rated_entries, 0) as rated_entries,
  case
    when m.ticket_key is null then null
    when m.labour + m.travel + m.parts + m.freight + m.outside + m.compensation + m.charge = 0 then 'all'
    else
      text_without_end(
        case when m.labour = 1 then 'labour,' else '' end
        || case when m.travel = 1 then 'travel,' else '' end
        || case when m.parts = 1 then 'parts,' else '' end
        || case when m.freight = 1 then 'freight,' else '' end
        || case when m.outside = 1 then 'outside,' else '' end
        || case when m.compensation = 1 then 'compensation,' else '' end
        || case when m.charge = 1 then 'charge,' else '' end,
        1
      )
  end as missing_components,
  coalesce(s.cost_entries > 0, false) and m.ticket_key is null as is_complete,
  t.site,
  t.region,
  t.team,
  t.technician_id,
  t.product_family,
  t.product_model,
  t.fault_family,
  t.service_mode,
  t.work_kind,
  t.priority,
  t.warranty
from marts.ticket as t
left join intermediate.repair_cost_summed as s on s.ticket_key = t.ticket_key
left join missing as m on m.ticket_key = t.ticket_key
where t.is_repair_job or s.ticket_key is not null

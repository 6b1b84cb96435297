-- what: the tickets at some places of the table, in the order of the places. Texts, costs and promises are read only where they are asked
-- for: each costs as much as all the other columns together. `promise`: broken where any promise of the ticket is, else running, else kept.
-- parameters: places VARCHAR, with_text BOOLEAN, with_cost BOOLEAN, with_promise BOOLEAN
with placed as (
  select
    cast(given.place as bigint) as place,
    given.position
  from (
    select
      unnest(string_split($places, ',')) as place,
      generate_subscripts(string_split($places, ','), 1) as position
  ) as given
),

chosen as (
  select
    placed.position,
    placed.place,
    concat_key(ticket.source, ticket.ticket_id) as ticket_key,
    ticket.source,
    ticket.ticket_id,
    ticket.status,
    ticket.received_at,
    ticket.resolved_at,
    ticket.site,
    ticket.region,
    ticket.team,
    ticket.product_family,
    ticket.product_model,
    ticket.fault_family,
    case when $with_text then ticket.fault_text end as fault_text,
    ticket.service_mode,
    ticket.work_kind,
    ticket.priority,
    ticket.warranty,
    ticket.first_response_minutes,
    ticket.resolution_minutes,
    ticket.wait_minutes,
    ticket.visits,
    ticket.reopen_count,
    ticket.is_order_impossible
  from placed
  inner join marts.ticket as ticket
    on placed.place = ticket.rowid
)

select
  chosen.ticket_key,
  chosen.source,
  chosen.ticket_id,
  chosen.status,
  chosen.received_at,
  chosen.resolved_at,
  chosen.site,
  chosen.region,
  chosen.team,
  chosen.product_family,
  chosen.product_model,
  chosen.fault_family,
  chosen.fault_text,
  chosen.service_mode,
  chosen.work_kind,
  chosen.priority,
  chosen.warranty,
  chosen.first_response_minutes,
  chosen.resolution_minutes,
  chosen.wait_minutes,
  chosen.visits,
  chosen.reopen_count,
  chosen.is_order_impossible,
  case when $with_promise then listed.promise end as promise,
  case when $with_cost then listed.gross_cost end as gross_cost
from chosen
left join marts.ticket_listed as listed
  on
    ($with_cost or $with_promise)
    and chosen.place = listed.rowid
order by chosen.position asc nulls last

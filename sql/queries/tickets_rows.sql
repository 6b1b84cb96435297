-- what: the tickets at some places of the table, in the order of the places. Texts, costs and promises are read only where they are asked
-- for: each costs as much as all the other columns together. `promise`: broken where any promise of the ticket is, else running, else kept.
-- parameters: places VARCHAR, with_text BOOLEAN, with_cost BOOLEAN, with_promise BOOLEAN
with placed as (
  select
    cast(listed.place as bigint) as place,
    listed.position
  from (
    select
      unnest(string_split($places, ',')) as place,
      generate_subscripts(string_split($places, ','), 1) as position
  ) as listed
),

chosen as (
  select
    placed.position,
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
),

promised as (
  select
    promise.ticket_key,
    case
      when count(*) filter (where promise.verdict = 'broken') > 0 then 'broken'
      when count(*) filter (where promise.verdict in ('running', 'not_started')) > 0 then 'running'
      when count(*) filter (where promise.verdict = 'kept') > 0 then 'kept'
    end as state
  from marts.promise as promise
  where
    $with_promise
    and promise.subject_kind = 'ticket'
    and promise.verdict in ('kept', 'broken', 'running', 'not_started')
    and promise.ticket_key in (select chosen.ticket_key from chosen)
  group by promise.ticket_key
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
  promised.state as promise,
  cost.gross_cost
from chosen
left join promised
  on chosen.ticket_key = promised.ticket_key
left join marts.repair_cost as cost
  on
    $with_cost
    and chosen.ticket_key = cost.ticket_key
order by chosen.position asc nulls last

-- grain: one row per ticket, cycle and stage of a promise
-- key: ticket_key, cycle, stage
-- clock: UTC stamps
-- why: When an overrun was first explained to the customer, and when it was accepted. The value of the event names the promise's stage, or
-- the stage of the work that was late; an event that names neither explains nothing.
-- materialized: table
with said as (
  select
    e.ticket_key,
    e.cycle,
    e.event,
    e.at,
    case e.value
      when 'responded' then 'response'
      when 'dispatched' then 'dispatch'
      when 'arrived' then 'visit'
      when 'diagnosed' then 'diagnosis'
      when 'quoted' then 'diagnosis'
      when 'returned' then 'handback'
      when 'repaired' then 'repair'
      when 'resolved' then 'resolution'
      when 'supplier_contacted' then 'supplier_contact'
      else e.value
    end as stage
  from intermediate.ticket_event_ordered as e
  where e.event in ('overrun_explained', 'overrun_accepted') and e.value is not null
)

select
  s.ticket_key,
  s.cycle,
  s.stage,
  min(case when s.event = 'overrun_explained' then s.at end) as explained_at,
  min(case when s.event = 'overrun_accepted' then s.at end) as accepted_at
from said as s
group by s.ticket_key, s.cycle, s.stage

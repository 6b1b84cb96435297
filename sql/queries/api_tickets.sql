-- what: tickets by the site-local day of their reception, a page of them: what the API gives, without customers and technicians. The page's places first,
-- its many columns after: sorting a million rows of all columns takes ten times as long. The day of the last page is asked for twice: alone it
-- passes over the rows before it unread.
-- parameters: from DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR, is_open BOOLEAN, after_on DATE, after_key VARCHAR, limit INTEGER
with page as (
  select ticket.rowid as place
  from marts.ticket as ticket
  where
    ($from is null or ticket.received_on >= $from)
    and ($until is null or ticket.received_on < $until)
    and ($source is null or ticket.source = $source)
    and ($site is null or coalesce(ticket.site, 'unknown') = $site)
    and ($region is null or coalesce(ticket.region, 'unknown') = $region)
    and ($team is null or coalesce(ticket.team, 'unknown') = $team)
    and ($product_family is null or coalesce(ticket.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(ticket.work_kind, 'unknown') = $work_kind)
    and ($is_open is null or ticket.is_open = $is_open)
    and ($after_on is null or ticket.received_on >= $after_on)
    and ($after_on is null or ticket.received_on > $after_on or (ticket.received_on = $after_on and ticket.ticket_key > $after_key))
  order by ticket.received_on asc nulls last, ticket.ticket_key asc nulls last
  limit $limit
)

select
  ticket.ticket_key,
  ticket.source,
  ticket.ticket_id,
  ticket.status,
  ticket.channel,
  ticket.region,
  ticket.site,
  ticket.zone,
  ticket.distance_km,
  ticket.product_family,
  ticket.product_model,
  ticket.serial_no,
  ticket.purchased_at,
  ticket.warranty,
  ticket.contract_id,
  ticket.fault_family,
  ticket.fault_text,
  ticket.priority,
  ticket.service_mode,
  ticket.work_kind,
  ticket.sla_preset,
  ticket.team,
  ticket.supplier_involved,
  ticket.received_at,
  ticket.updated_at,
  ticket.responded_at,
  ticket.confirmed_at,
  ticket.dispatched_at,
  ticket.arrived_at,
  ticket.unit_received_at,
  ticket.diagnosed_at,
  ticket.quoted_at,
  ticket.part_arrived_at,
  ticket.repaired_at,
  ticket.quality_checked_at,
  ticket.returned_at,
  ticket.resolved_at,
  ticket.closed_at,
  ticket.followed_up_at,
  ticket.supplier_contacted_at,
  ticket.cancelled_at,
  ticket.promised_at,
  ticket.appointment_from,
  ticket.appointment_to,
  ticket.delivered_at,
  ticket.shipped_at,
  ticket.defect_preconfirmed,
  ticket.defect_confirmed,
  ticket.exclusion_reason,
  ticket.repair_warranty_until,
  ticket.charged_labour,
  ticket.charged_visit,
  ticket.currency,
  ticket.visits,
  ticket.outcome,
  ticket.report_complete,
  ticket.report_signed,
  ticket.received_on,
  ticket.responded_on,
  ticket.dispatched_on,
  ticket.arrived_on,
  ticket.resolved_on,
  ticket.closed_on,
  ticket.followed_up_on,
  ticket.cycles,
  ticket.reopen_count,
  ticket.is_job,
  ticket.is_served,
  ticket.is_repair_job,
  ticket.is_open,
  ticket.has_unit_id,
  ticket.is_first_time_fix,
  ticket.is_followed_by_repeat,
  ticket.repeat_of_ticket_key,
  ticket.first_response_minutes,
  ticket.resolution_minutes,
  ticket.wait_minutes,
  ticket.customer_wait_minutes,
  ticket.parts_wait_minutes,
  ticket.supplier_wait_minutes,
  ticket.is_order_impossible,
  ticket.impossible_order
from page
inner join marts.ticket as ticket on page.place = ticket.rowid
order by ticket.received_on asc nulls last, ticket.ticket_key asc nulls last

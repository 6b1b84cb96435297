-- what: how many tickets the filters leave. A filter that is null folds away before the scan; `words` is searched for as it stands when
-- has_case is false (Chinese, digits: several times quicker), else in lower case. `promise`: broken where any promise of the ticket is, else
-- running where any still runs, else kept.
-- parameters: source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR, status VARCHAR, fault_family VARCHAR, service_mode VARCHAR, priority VARCHAR, warranty VARCHAR, received_from DATE, received_until DATE, promise VARCHAR, words VARCHAR, has_case BOOLEAN
select cast(count(*) as integer) as tickets
from marts.ticket as ticket
left join marts.ticket_listed as listed
  on
    $promise is not null
    and ticket.rowid = listed.rowid
where
  ($source is null or ticket.source = $source)
  and ($site is null or coalesce(ticket.site, 'unknown') = $site)
  and ($region is null or coalesce(ticket.region, 'unknown') = $region)
  and ($team is null or coalesce(ticket.team, 'unknown') = $team)
  and ($product_family is null or coalesce(ticket.product_family, 'unknown') = $product_family)
  and ($work_kind is null or coalesce(ticket.work_kind, 'unknown') = $work_kind)
  and ($status is null or coalesce(ticket.status, 'unknown') = $status)
  and ($fault_family is null or coalesce(ticket.fault_family, 'unknown') = $fault_family)
  and ($service_mode is null or coalesce(ticket.service_mode, 'unknown') = $service_mode)
  and ($priority is null or coalesce(ticket.priority, 'unknown') = $priority)
  and ($warranty is null or coalesce(ticket.warranty, 'unknown') = $warranty)
  and ($received_from is null or ticket.received_on >= $received_from)
  and ($received_until is null or ticket.received_on <= $received_until)
  and ($promise is null or listed.promise = $promise)
  and (
    $words is null
    or contains(case when $has_case then lower(ticket.ticket_id) else ticket.ticket_id end, $words)
    or contains(case when $has_case then lower(ticket.product_model) else ticket.product_model end, $words)
    or contains(case when $has_case then lower(ticket.fault_family) else ticket.fault_family end, $words)
    or contains(case when $has_case then lower(ticket.fault_text) else ticket.fault_text end, $words)
  )

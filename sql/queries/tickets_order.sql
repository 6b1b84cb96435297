-- what: the places in the table of all tickets that the filters leave, in order, 1,000 to a row. Sorting a million keys takes a few hundred
-- milliseconds; kept, it makes every page at any depth a look-up of its rows. Filters as in tickets_count, order as in tickets_first.
-- parameters: source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR, status VARCHAR, fault_family VARCHAR, service_mode VARCHAR, priority VARCHAR, warranty VARCHAR, received_from DATE, received_until DATE, promise VARCHAR, words VARCHAR, has_case BOOLEAN, sort VARCHAR, descending BOOLEAN
with numbered as (
  select
    ticket.rowid as place,
    row_number() over (
      order by
        coalesce(
          case when $descending then -1 else 1 end
          * case $sort
            when 'received' then epoch_us(ticket.received_at)
            when 'resolved' then epoch_us(ticket.resolved_at)
            when 'first_response' then ticket.first_response_minutes
            when 'resolution' then ticket.resolution_minutes
            when 'wait' then ticket.wait_minutes
            when 'visits' then ticket.visits
            when 'reopened' then ticket.reopen_count
            when 'cost' then listed.gross_cost
          end,
          cast('infinity' as double)
        ) asc nulls last,
        ticket.rowid asc nulls last
    ) - 1 as position
  from marts.ticket as ticket
  left join marts.ticket_listed as listed
    on
      ($promise is not null or $sort = 'cost')
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
)

select
  cast(floor(numbered.position / 1000) as integer) as block,
  string_agg(cast(numbered.place as varchar), ',' order by numbered.position asc nulls last) as places
from numbered
group by block
order by block asc nulls last

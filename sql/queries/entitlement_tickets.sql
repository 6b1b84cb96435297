-- what: the tickets received in [from_day, until_day) that got less or more than was due, or are not decided; the most money first, then the newest
-- parameters: agreement VARCHAR, most INTEGER, from_day DATE, until_day DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  entitlement.ticket_key,
  entitlement.ticket_id,
  entitlement.received_on,
  entitlement.product_family,
  entitlement.window_name_zh,
  entitlement.window_name_en,
  entitlement.start_event,
  entitlement.start_on,
  entitlement.due,
  entitlement.outcome,
  coalesce(entitlement.unknown_reason, entitlement.undecided_reason) as reason,
  entitlement.charged_total,
  entitlement.charged_beyond_due,
  entitlement.gross_cost
from marts.entitlement as entitlement
where
  entitlement.agreement = $agreement
  and entitlement.received_on >= $from_day
  and entitlement.received_on < $until_day
  and ($source is null or entitlement.source = $source)
  and ($site is null or coalesce(entitlement.site, 'unknown') = $site)
  and ($region is null or coalesce(entitlement.region, 'unknown') = $region)
  and ($team is null or coalesce(entitlement.team, 'unknown') = $team)
  and ($product_family is null or coalesce(entitlement.product_family, 'unknown') = $product_family)
  and ($work_kind is null or coalesce(entitlement.work_kind, 'unknown') = $work_kind)
order by
  case when $agreement = 'more' then entitlement.gross_cost else entitlement.charged_beyond_due end desc nulls last,
  entitlement.received_at desc nulls last,
  entitlement.ticket_key asc nulls last
limit $most

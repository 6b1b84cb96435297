-- what: parts used by the site-local day of their use, a page of them, without technicians. The page's keys first,
-- its many columns after: sorting a million rows of all columns takes ten times as long.
-- parameters: from DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR, part_no VARCHAR, after_on DATE, after_key VARCHAR, limit INTEGER
with page as (
  select part_usage.usage_key
  from marts.part_usage as part_usage
  where
    ($from is null or part_usage.used_on >= $from)
    and ($until is null or part_usage.used_on < $until)
    and ($source is null or part_usage.source = $source)
    and ($site is null or coalesce(part_usage.site, 'unknown') = $site)
    and ($region is null or coalesce(part_usage.region, 'unknown') = $region)
    and ($team is null or coalesce(part_usage.team, 'unknown') = $team)
    and ($product_family is null or coalesce(part_usage.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(part_usage.work_kind, 'unknown') = $work_kind)
    and ($part_no is null or part_usage.part_no = $part_no)
    and ($after_on is null or part_usage.used_on > $after_on or (part_usage.used_on = $after_on and part_usage.usage_key > $after_key))
  order by part_usage.used_on asc nulls last, part_usage.usage_key asc nulls last
  limit $limit
)

select
  part_usage.usage_key,
  part_usage.source,
  part_usage.usage_id,
  part_usage.ticket_id,
  part_usage.ticket_key,
  part_usage.used_at,
  part_usage.used_on,
  part_usage.part_no,
  part_usage.part_name,
  part_usage.supplier,
  part_usage.is_returnable,
  part_usage.quantity,
  part_usage.unit_cost,
  part_usage.cost,
  part_usage.charged_amount,
  part_usage.old_part_returned,
  part_usage.claim_amount,
  part_usage.claimed_on,
  part_usage.recovered_amount,
  part_usage.recovered_on,
  part_usage.currency,
  part_usage.currency_rate,
  part_usage.is_rated,
  part_usage.home_cost,
  part_usage.home_charged_amount,
  part_usage.home_claim_amount,
  part_usage.home_recovered_amount,
  part_usage.site,
  part_usage.region,
  part_usage.team,
  part_usage.product_family,
  part_usage.product_model,
  part_usage.fault_family,
  part_usage.service_mode,
  part_usage.work_kind,
  part_usage.priority,
  part_usage.warranty
from page
inner join marts.part_usage as part_usage on page.usage_key = part_usage.usage_key
order by part_usage.used_on asc nulls last, part_usage.usage_key asc nulls last

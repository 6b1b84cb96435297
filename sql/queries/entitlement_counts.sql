-- what: what was due on tickets received in [from_day, until_day), by policy and window, and whether it was done; charged beyond due of those
-- that got less, cost of the jobs of those that got more
-- parameters: from_day DATE, until_day DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  entitlement.policy,
  entitlement.policy_name_zh,
  entitlement.policy_name_en,
  entitlement.window_order,
  entitlement.window_name_zh,
  entitlement.window_name_en,
  entitlement.due,
  entitlement.agreement,
  coalesce(entitlement.unknown_reason, entitlement.undecided_reason) as reason,
  cast(count(*) as double) as n,
  sum_exact(case when entitlement.agreement = 'less' then coalesce(entitlement.charged_beyond_due, 0) else 0 end) as beyond_due,
  sum_exact(case when entitlement.agreement = 'more' then coalesce(entitlement.gross_cost, 0) else 0 end) as given_cost
from marts.entitlement as entitlement
where
  entitlement.received_on >= $from_day
  and entitlement.received_on < $until_day
  and ($source is null or entitlement.source = $source)
  and ($site is null or coalesce(entitlement.site, 'unknown') = $site)
  and ($region is null or coalesce(entitlement.region, 'unknown') = $region)
  and ($team is null or coalesce(entitlement.team, 'unknown') = $team)
  and ($product_family is null or coalesce(entitlement.product_family, 'unknown') = $product_family)
  and ($work_kind is null or coalesce(entitlement.work_kind, 'unknown') = $work_kind)
group by
  entitlement.policy,
  entitlement.policy_name_zh,
  entitlement.policy_name_en,
  entitlement.window_order,
  entitlement.window_name_zh,
  entitlement.window_name_en,
  entitlement.due,
  entitlement.agreement,
  coalesce(entitlement.unknown_reason, entitlement.undecided_reason)
order by
  entitlement.policy asc nulls last,
  entitlement.window_order asc nulls last,
  entitlement.due asc nulls last,
  entitlement.agreement asc nulls last,
  reason asc nulls last

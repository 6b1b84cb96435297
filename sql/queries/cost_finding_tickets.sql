-- what: the odd amounts booked in [since, until), the largest first, with their tickets
-- parameters: since DATE, until DATE, most INTEGER, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  finding.entry_key,
  finding.finding,
  finding.component,
  finding.used_on,
  finding.ticket_key,
  finding.cost
from marts.cost_finding as finding
where
  finding.used_on >= $since
  and finding.used_on < $until
  and ($source is null or coalesce(finding.source, 'unknown') = $source)
  and ($site is null or coalesce(finding.site, 'unknown') = $site)
  and ($region is null or coalesce(finding.region, 'unknown') = $region)
  and ($team is null or coalesce(finding.team, 'unknown') = $team)
  and ($product_family is null or coalesce(finding.product_family, 'unknown') = $product_family)
  and ($work_kind is null or coalesce(finding.work_kind, 'unknown') = $work_kind)
order by abs(finding.cost) desc nulls last, finding.entry_key asc nulls last, finding.finding asc nulls last
limit $most

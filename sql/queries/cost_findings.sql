-- what: odd amounts booked in [since, until) by what is odd about them and component; all of them count as they stand
-- parameters: since DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  finding.finding,
  finding.component,
  cast(count(*) as double) as entries,
  cast(sum(exact(finding.cost)) as double) as cost
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
group by finding.finding, finding.component
order by finding.finding asc nulls last, finding.component asc nulls last

-- what: complaints received in [since, until) by whose responsibility was settled and by how their cause was found
-- parameters: since DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  complaint.responsibility,
  complaint.cause_method,
  cast(count(*) as double) as n
from marts.complaint as complaint
where
  complaint.received_on >= $since
  and complaint.received_on < $until
  and ($source is null or coalesce(complaint.source, 'unknown') = $source)
  and ($site is null or coalesce(complaint.site, 'unknown') = $site)
  and ($region is null or coalesce(complaint.region, 'unknown') = $region)
  and ($team is null or coalesce(complaint.team, 'unknown') = $team)
  and ($product_family is null or coalesce(complaint.product_family, 'unknown') = $product_family)
  and ($work_kind is null or coalesce(complaint.work_kind, 'unknown') = $work_kind)
group by complaint.responsibility, complaint.cause_method
order by n desc nulls last, complaint.responsibility asc nulls last, complaint.cause_method asc nulls last

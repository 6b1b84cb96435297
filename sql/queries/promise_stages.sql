-- what: how many promises each stage of tickets has among those booked in [from_day, until_day)
-- parameters: from_day DATE, until_day DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  promise.stage,
  cast(count(*) as double) as n
from marts.promise as promise
where
  promise.subject_kind = 'ticket'
  and promise.started_on >= $from_day
  and promise.started_on < $until_day
  and ($source is null or promise.source = $source)
  and ($site is null or coalesce(promise.site, 'unknown') = $site)
  and ($region is null or coalesce(promise.region, 'unknown') = $region)
  and ($team is null or coalesce(promise.team, 'unknown') = $team)
  and ($product_family is null or coalesce(promise.product_family, 'unknown') = $product_family)
  and ($work_kind is null or coalesce(promise.work_kind, 'unknown') = $work_kind)
group by promise.stage
order by n desc nulls last, promise.stage asc nulls last

-- what: the stopped promises of a stage on the clock of working days, by how many working days after the day of the start they took: stopped at or
-- before the close of the n-th, pauses left out. Kept are those with at most limit_working_days.
-- parameters: stage VARCHAR, from_day DATE, until_day DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  promise.limit_working_days,
  promise.net_working_days as days,
  cast(count(*) as double) as n
from marts.promise as promise
where
  promise.subject_kind = 'ticket'
  and promise.stage = $stage
  and promise.clock = 'working_days'
  and promise.verdict in ('kept', 'broken')
  and promise.stopped_at is not null
  and promise.started_on >= $from_day
  and promise.started_on < $until_day
  and ($source is null or promise.source = $source)
  and ($site is null or coalesce(promise.site, 'unknown') = $site)
  and ($region is null or coalesce(promise.region, 'unknown') = $region)
  and ($team is null or coalesce(promise.team, 'unknown') = $team)
  and ($product_family is null or coalesce(promise.product_family, 'unknown') = $product_family)
  and ($work_kind is null or coalesce(promise.work_kind, 'unknown') = $work_kind)
group by promise.limit_working_days, promise.net_working_days
order by promise.limit_working_days asc nulls last, promise.net_working_days asc nulls last

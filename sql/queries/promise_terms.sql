-- what: the promises of a stage booked in [from_day, until_day), counted by what exactly was promised, verdict and reason, and how many of the
-- broken ones were explained in time, of the running ones stand still
-- parameters: stage VARCHAR, from_day DATE, until_day DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  promise.preset,
  promise.promise_name_zh,
  promise.promise_name_en,
  promise.clock,
  promise.limit_minutes,
  promise.limit_working_days,
  promise.verdict,
  promise.verdict_reason,
  cast(count(*) as double) as n,
  cast(sum(case when promise.is_explained_in_time then 1 else 0 end) as double) as explained,
  cast(sum(case when promise.is_paused then 1 else 0 end) as double) as paused
from marts.promise as promise
where
  promise.subject_kind = 'ticket'
  and promise.stage = $stage
  and promise.started_on >= $from_day
  and promise.started_on < $until_day
  and ($source is null or promise.source = $source)
  and ($site is null or coalesce(promise.site, 'unknown') = $site)
  and ($region is null or coalesce(promise.region, 'unknown') = $region)
  and ($team is null or coalesce(promise.team, 'unknown') = $team)
  and ($product_family is null or coalesce(promise.product_family, 'unknown') = $product_family)
  and ($work_kind is null or coalesce(promise.work_kind, 'unknown') = $work_kind)
group by
  promise.preset,
  promise.promise_name_zh,
  promise.promise_name_en,
  promise.clock,
  promise.limit_minutes,
  promise.limit_working_days,
  promise.verdict,
  promise.verdict_reason
order by n desc nulls last, promise.preset asc nulls last, promise.promise_name_zh asc nulls last, promise.verdict asc nulls last, promise.verdict_reason asc nulls last

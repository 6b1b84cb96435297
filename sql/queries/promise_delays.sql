-- what: the broken promises of a stage by principal cause, and the calendar minutes of each part of their time; paused: of the waits, those during
-- which the clock stood still
-- parameters: stage VARCHAR, from_day DATE, until_day DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  delay.principal_cause as cause,
  cast(count(*) as double) as n,
  sum_exact(delay.customer_wait_minutes) as customer,
  sum_exact(delay.parts_wait_minutes) as parts,
  sum_exact(delay.supplier_wait_minutes) as supplier,
  sum_exact(delay.not_assigned_minutes) as not_assigned,
  sum_exact(delay.out_of_hours_minutes) as out_of_hours,
  sum_exact(delay.own_work_minutes) as own_work,
  sum_exact(delay.paused_wait_minutes) as paused
from marts.promise_delay as delay
where
  delay.stage = $stage
  and delay.started_on >= $from_day
  and delay.started_on < $until_day
  and ($source is null or delay.source = $source)
  and ($site is null or coalesce(delay.site, 'unknown') = $site)
  and ($region is null or coalesce(delay.region, 'unknown') = $region)
  and ($team is null or coalesce(delay.team, 'unknown') = $team)
  and ($product_family is null or coalesce(delay.product_family, 'unknown') = $product_family)
  and ($work_kind is null or coalesce(delay.work_kind, 'unknown') = $work_kind)
group by delay.principal_cause
order by n desc nulls last, cause asc nulls last

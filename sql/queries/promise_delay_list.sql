-- what: the broken promises of a stage, of one principal cause or of all, the longest overrun first; a page of them
-- parameters: cause VARCHAR, rows INTEGER, skipped INTEGER, stage VARCHAR, from_day DATE, until_day DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  delay.ticket_key,
  delay.promise_id,
  delay.cycle,
  delay.round,
  delay.promise_name_zh,
  delay.promise_name_en,
  strftime(delay.due_at, '%Y-%m-%dT%H:%M:%SZ') as due_at,
  strftime(delay.stopped_at, '%Y-%m-%dT%H:%M:%SZ') as stopped_at,
  minutes_between(delay.due_at, coalesce(delay.stopped_at, parameter.as_of)) as overrun_minutes,
  delay.calendar_minutes,
  delay.customer_wait_minutes as customer,
  delay.parts_wait_minutes as parts,
  delay.supplier_wait_minutes as supplier,
  delay.not_assigned_minutes as not_assigned,
  delay.out_of_hours_minutes as out_of_hours,
  delay.own_work_minutes as own_work,
  delay.principal_cause as cause
from marts.promise_delay as delay
cross join ref.parameter as parameter
where
  delay.stage = $stage
  and delay.started_on >= $from_day
  and delay.started_on < $until_day
  and ($cause is null or delay.principal_cause = $cause)
  and ($source is null or delay.source = $source)
  and ($site is null or coalesce(delay.site, 'unknown') = $site)
  and ($region is null or coalesce(delay.region, 'unknown') = $region)
  and ($team is null or coalesce(delay.team, 'unknown') = $team)
  and ($product_family is null or coalesce(delay.product_family, 'unknown') = $product_family)
  and ($work_kind is null or coalesce(delay.work_kind, 'unknown') = $work_kind)
order by overrun_minutes desc nulls last, delay.ticket_key asc nulls last, delay.promise_id asc nulls last, delay.cycle asc nulls last
limit $rows
offset $skipped

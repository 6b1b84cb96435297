-- what: the promises that promise_risk_counts counts, the earliest due first; a page of them. `choice`: at_risk, due_today, overdue or all.
-- waits_for: what the ticket waits for at as_of, whether the promise stands still meanwhile or not. used_share of overdue ones is above 1; of a
-- time that was agreed there is none. Whether a technician has it, not who.
-- parameters: choice VARCHAR, stage VARCHAR, rows INTEGER, skipped INTEGER, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with moment as (
  select
    parameter.as_of,
    utc_from_local(cast(add_days(local_date(parameter.as_of, parameter.time_zone), 1) as timestamp), parameter.time_zone) as tomorrow_at
  from ref.parameter as parameter
),

open_promise as (
  select
    promise.ticket_key,
    promise.promise_id,
    promise.cycle,
    promise.round,
    promise.promise_name_zh,
    promise.promise_name_en,
    promise.preset,
    promise.stage,
    promise.due_at,
    minutes_between(moment.as_of, promise.due_at) as minutes_left,
    case
      when promise.verdict = 'running' then promise.used_share
      when promise.clock = 'working_days' then ratio(promise.net_working_days, promise.limit_working_days)
      else ratio(promise.net_minutes, promise.limit_minutes)
    end as used_share,
    promise.is_paused,
    promise.is_at_risk,
    promise.verdict = 'running' and promise.due_at < moment.tomorrow_at as is_due_today,
    promise.verdict = 'broken' as is_overdue,
    promise.site,
    promise.region,
    promise.team,
    promise.technician_id is not null as has_technician,
    promise.product_family,
    promise.product_model
  from marts.promise as promise
  cross join moment
  where
    promise.subject_kind = 'ticket'
    and promise.stopped_at is null
    and (
      ($choice in ('all', 'overdue') and promise.verdict = 'broken')
      or ($choice in ('all', 'at_risk') and promise.verdict = 'running' and promise.is_at_risk)
      or ($choice in ('all', 'due_today') and promise.verdict = 'running' and promise.due_at < moment.tomorrow_at)
    )
    and ($stage is null or promise.stage = $stage)
    and ($source is null or promise.source = $source)
    and ($site is null or coalesce(promise.site, 'unknown') = $site)
    and ($region is null or coalesce(promise.region, 'unknown') = $region)
    and ($team is null or coalesce(promise.team, 'unknown') = $team)
    and ($product_family is null or coalesce(promise.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(promise.work_kind, 'unknown') = $work_kind)
  order by promise.due_at asc nulls last, promise.ticket_key asc nulls last, promise.promise_id asc nulls last, promise.cycle asc nulls last
  limit $rows
  offset $skipped
),

open_wait as (
  select
    wait.ticket_key,
    max(wait.waits_for) as waits_for
  from marts.ticket_wait as wait
  where wait.is_open
  group by wait.ticket_key
)

select
  open_promise.ticket_key,
  open_promise.promise_id,
  open_promise.cycle,
  open_promise.round,
  open_promise.promise_name_zh,
  open_promise.promise_name_en,
  open_promise.preset,
  open_promise.stage,
  strftime(open_promise.due_at, '%Y-%m-%dT%H:%M:%SZ') as due_at,
  open_promise.minutes_left,
  open_promise.used_share,
  open_promise.is_paused,
  open_wait.waits_for,
  open_promise.is_at_risk,
  open_promise.is_due_today,
  open_promise.is_overdue,
  open_promise.site,
  open_promise.region,
  open_promise.team,
  open_promise.has_technician,
  open_promise.product_family,
  open_promise.product_model
from open_promise
left join open_wait on open_promise.ticket_key = open_wait.ticket_key
order by open_promise.due_at asc nulls last, open_promise.ticket_key asc nulls last, open_promise.promise_id asc nulls last, open_promise.cycle asc nulls last

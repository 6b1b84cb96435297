-- what: promises by the site-local day that books them, a page of them: what the API gives, without technicians. The page's keys first, its many
-- columns after: sorting a million rows of all columns takes ten times as long. `state`: running, at_risk, overdue (broken and not stopped) or all.
-- parameters: from DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR, subject_kind VARCHAR, stage VARCHAR, state VARCHAR, after_on DATE, after_key VARCHAR, limit INTEGER
with keyed as (
  select
    promise.subject_kind,
    promise.source,
    promise.subject_id,
    promise.promise_id,
    promise.cycle,
    promise.started_on,
    concat_key(
      promise.subject_kind,
      concat_key(promise.source, concat_key(promise.subject_id, concat_key(promise.promise_id, promise.cycle)))
    ) as promise_key
  from marts.promise as promise
  where
    ($from is null or promise.started_on >= $from)
    and ($until is null or promise.started_on < $until)
    and ($after_on is null or promise.started_on >= $after_on)
    and ($source is null or promise.source = $source)
    and ($site is null or coalesce(promise.site, 'unknown') = $site)
    and ($region is null or coalesce(promise.region, 'unknown') = $region)
    and ($team is null or coalesce(promise.team, 'unknown') = $team)
    and ($product_family is null or coalesce(promise.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(promise.work_kind, 'unknown') = $work_kind)
    and ($subject_kind is null or promise.subject_kind = $subject_kind)
    and ($stage is null or promise.stage = $stage)
    and (
      $state = 'all'
      or ($state = 'running' and promise.verdict = 'running')
      or ($state = 'at_risk' and promise.is_at_risk)
      or ($state = 'overdue' and promise.verdict = 'broken' and promise.stopped_at is null)
    )
),

page as (
  select
    keyed.promise_key,
    keyed.subject_kind,
    keyed.source,
    keyed.subject_id,
    keyed.promise_id,
    keyed.cycle,
    keyed.started_on
  from keyed
  where $after_on is null or keyed.started_on > $after_on or keyed.promise_key > $after_key
  order by keyed.started_on asc nulls last, keyed.promise_key asc nulls last
  limit $limit
)

select
  page.promise_key,
  promise.subject_kind,
  promise.source,
  promise.subject_id,
  promise.ticket_key,
  promise.promise_id,
  promise.cycle,
  promise.round,
  promise.preset,
  promise.preset_version,
  promise.chosen_by,
  promise.rule_order,
  promise.promise_name_zh,
  promise.promise_name_en,
  promise.stage,
  promise.clock,
  promise.calendar_id,
  promise.started_at,
  promise.due_at,
  promise.stopped_at,
  promise.replaced_at,
  promise.counted_until,
  promise.elapsed_minutes,
  promise.paused_minutes,
  promise.net_minutes,
  promise.net_working_days,
  promise.limit_minutes,
  promise.limit_working_days,
  promise.verdict,
  promise.verdict_reason,
  promise.is_paused,
  promise.used_share,
  promise.is_at_risk,
  promise.explained_at,
  promise.accepted_at,
  promise.is_explained_in_time,
  promise.started_on,
  promise.site,
  promise.region,
  promise.team,
  promise.product_family,
  promise.product_model,
  promise.fault_family,
  promise.service_mode,
  promise.work_kind,
  promise.priority,
  promise.warranty
from page
inner join marts.promise as promise
  on
    page.subject_kind = promise.subject_kind
    and page.source = promise.source
    and page.subject_id = promise.subject_id
    and page.promise_id = promise.promise_id
    and page.cycle = promise.cycle
order by page.started_on asc nulls last, page.promise_key asc nulls last

-- what: the cases behind one figure, those that went wrong first, then the longest and dearest; a page of them.
-- `rule` says which decided cases went wrong: missing (ratio, more is better: the numerator falls short of the denominator) · present (ratio,
-- less is better: any numerator) · counted (rate per 1,000: what is counted; its denominator is neither) · sign (net promoter score) · none.
-- A level has every case up to the end of the period that has not left again.
-- parameters: kpi VARCHAR, definition_version INTEGER, statistic VARCHAR, from DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR, fault_family VARCHAR, service_mode VARCHAR, priority VARCHAR, warranty VARCHAR, cause_group VARCHAR, cause VARCHAR, product_model VARCHAR, rule VARCHAR, outcome VARCHAR, rows INTEGER, skipped INTEGER
with booked as (
  select
    kpi_case.case_id,
    kpi_case.subject_kind,
    kpi_case.ticket_key,
    kpi_case.booked_on,
    kpi_case.source,
    kpi_case.site,
    kpi_case.region,
    kpi_case.team,
    kpi_case.product_family,
    kpi_case.product_model,
    kpi_case.fault_family,
    kpi_case.service_mode,
    kpi_case.work_kind,
    kpi_case.priority,
    kpi_case.warranty,
    kpi_case.cause_group,
    kpi_case.cause,
    kpi_case.numerator,
    kpi_case.denominator,
    kpi_case.value,
    kpi_case.is_decided
  from marts.kpi_case as kpi_case
  where
    $statistic <> 'level'
    and kpi_case.kpi_id = $kpi
    and kpi_case.definition_version = $definition_version
    and kpi_case.booked_on >= $from
    and kpi_case.booked_on < $until
    and ($source is null or kpi_case.source = $source)
    and ($site is null or coalesce(kpi_case.site, 'unknown') = $site)
    and ($region is null or coalesce(kpi_case.region, 'unknown') = $region)
    and ($team is null or coalesce(kpi_case.team, 'unknown') = $team)
    and ($product_family is null or coalesce(kpi_case.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(kpi_case.work_kind, 'unknown') = $work_kind)
    and ($fault_family is null or coalesce(kpi_case.fault_family, 'unknown') = $fault_family)
    and ($service_mode is null or coalesce(kpi_case.service_mode, 'unknown') = $service_mode)
    and ($priority is null or coalesce(kpi_case.priority, 'unknown') = $priority)
    and ($warranty is null or coalesce(kpi_case.warranty, 'unknown') = $warranty)
    and ($cause_group is null or coalesce(kpi_case.cause_group, 'unknown') = $cause_group)
    and ($cause is null or coalesce(kpi_case.cause, 'unknown') = $cause)
    and ($product_model is null or coalesce(kpi_case.product_model, 'unknown') = $product_model)
),

judged as (
  select
    booked.case_id,
    booked.subject_kind,
    booked.ticket_key,
    booked.booked_on,
    booked.source,
    booked.site,
    booked.region,
    booked.team,
    booked.product_family,
    booked.product_model,
    booked.fault_family,
    booked.service_mode,
    booked.work_kind,
    booked.priority,
    booked.warranty,
    booked.cause_group,
    booked.cause,
    booked.numerator,
    booked.denominator,
    booked.value,
    booked.is_decided,
    case
      when not booked.is_decided then 'open'
      when $rule = 'missing' and booked.denominator <> 0 then case when booked.numerator < booked.denominator then 'against' else 'for' end
      when $rule = 'present' and booked.denominator <> 0 then case when booked.numerator > 0 then 'against' else 'for' end
      when $rule = 'counted' and booked.numerator > 0 then 'against'
      when $rule = 'sign' and booked.numerator < 0 then 'against'
      when $rule = 'sign' and booked.numerator > 0 then 'for'
      else 'neither'
    end as outcome
  from booked
  union all
  -- Of a level: what came in by the end and has not left again.
  select
    stay.case_id,
    stay.subject_kind,
    stay.ticket_key,
    stay.entered_on as booked_on,
    stay.source,
    stay.site,
    stay.region,
    stay.team,
    stay.product_family,
    stay.product_model,
    stay.fault_family,
    stay.service_mode,
    stay.work_kind,
    stay.priority,
    stay.warranty,
    stay.cause_group,
    stay.cause,
    1 as numerator,
    cast(null as double) as denominator,
    cast(null as double) as value,
    true as is_decided,
    'neither' as outcome
  from marts.kpi_stay as stay
  where
    $statistic = 'level'
    and stay.kpi_id = $kpi
    and stay.definition_version = $definition_version
    and stay.entered_on < $until
    and (stay.left_on is null or stay.left_on >= $until)
    and ($source is null or stay.source = $source)
    and ($site is null or coalesce(stay.site, 'unknown') = $site)
    and ($region is null or coalesce(stay.region, 'unknown') = $region)
    and ($team is null or coalesce(stay.team, 'unknown') = $team)
    and ($product_family is null or coalesce(stay.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(stay.work_kind, 'unknown') = $work_kind)
    and ($fault_family is null or coalesce(stay.fault_family, 'unknown') = $fault_family)
    and ($service_mode is null or coalesce(stay.service_mode, 'unknown') = $service_mode)
    and ($priority is null or coalesce(stay.priority, 'unknown') = $priority)
    and ($warranty is null or coalesce(stay.warranty, 'unknown') = $warranty)
    and ($cause_group is null or coalesce(stay.cause_group, 'unknown') = $cause_group)
    and ($cause is null or coalesce(stay.cause, 'unknown') = $cause)
    and ($product_model is null or coalesce(stay.product_model, 'unknown') = $product_model)
)

select
  judged.case_id,
  judged.subject_kind,
  judged.ticket_key,
  judged.booked_on,
  judged.source,
  judged.site,
  judged.region,
  judged.team,
  judged.product_family,
  judged.product_model,
  judged.fault_family,
  judged.service_mode,
  judged.work_kind,
  judged.priority,
  judged.warranty,
  judged.cause_group,
  judged.cause,
  judged.numerator,
  judged.denominator,
  judged.value,
  judged.is_decided,
  judged.outcome,
  coalesce(named.name_zh, judged.cause) as cause_zh,
  coalesce(named.name_en, judged.cause) as cause_en
from judged
left join ref.cause as named
  on
    judged.cause = named.code
    and named.is_current
where
  $outcome = 'all'
  or judged.outcome = $outcome
order by
  case judged.outcome when 'against' then 0 when 'open' then 1 when 'for' then 2 else 3 end asc nulls last,
  judged.value desc nulls last,
  case $rule
    when 'present' then judged.numerator
    when 'counted' then judged.numerator
    when 'missing' then judged.denominator - judged.numerator
    when 'sign' then -judged.numerator
  end desc nulls last,
  -- What has been open longest, else the newest.
  case when $statistic = 'level' then judged.booked_on end asc nulls last,
  judged.booked_on desc nulls last,
  judged.case_id asc nulls last
limit $rows
offset $skipped

-- what: one figure computed from its cases, and how many of them went which way; the columns of kpi_period of the same names.
-- `rule` says which decided cases went wrong: missing (ratio, more is better: the numerator falls short of the denominator) · present (ratio,
-- less is better: any numerator) · counted (rate per 1,000: what is counted; its denominator is neither) · sign (net promoter score) · none.
-- A level has every case up to the end of the period that has not left again.
-- parameters: kpi VARCHAR, definition_version INTEGER, statistic VARCHAR, from DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR, fault_family VARCHAR, service_mode VARCHAR, priority VARCHAR, warranty VARCHAR, cause_group VARCHAR, cause VARCHAR, product_model VARCHAR, rule VARCHAR
with booked as (
  select
    kpi_case.case_id,
    kpi_case.booked_on,
    kpi_case.numerator,
    kpi_case.denominator,
    kpi_case.value,
    kpi_case.is_decided
  from marts.kpi_case as kpi_case
  where
    kpi_case.kpi_id = $kpi
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

-- Of a level: what had come in by the end, what had left again, and what was there.
stayed as (
  select
    count(*) filter (where stay.entered_on < $until) as entered,
    count(*) filter (where stay.left_on < $until) as gone,
    count(*) filter (where stay.entered_on < $until and (stay.left_on is null or stay.left_on >= $until)) as there
  from marts.kpi_stay as stay
  where
    $statistic = 'level'
    and stay.kpi_id = $kpi
    and stay.definition_version = $definition_version
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
),

judged as (
  select
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
  where $statistic <> 'level'
),

counted as (
  select
    cast(count(*) as integer) as cases,
    cast(count(*) filter (where judged.outcome = 'against') as integer) as against,
    cast(count(*) filter (where judged.outcome = 'for') as integer) as in_favour,
    cast(count(*) filter (where judged.outcome = 'neither') as integer) as neither,
    cast(count(*) filter (where judged.outcome = 'open') as integer) as open
  from judged
),

summed as (
  select
    sum(exact(case when booked.is_decided then booked.numerator else 0 end)) as numerator,
    sum(exact(case when booked.is_decided then coalesce(booked.denominator, 0) else 0 end)) as denominator,
    count(*) filter (where booked.is_decided and (booked.denominator is null or booked.denominator <> 0)) as n,
    count(*) filter (where not booked.is_decided) as undecided,
    median_of(case when booked.is_decided then booked.value end) as median,
    quantile_of(case when booked.is_decided then booked.value end, 0.9) as p90
  from booked
)

select
  cast(coalesce(summed.numerator, 0) as double) as numerator,
  case when $statistic in ('ratio', 'mean', 'median') then cast(coalesce(summed.denominator, 0) as double) end as denominator,
  case $statistic
    when 'sum' then cast(coalesce(summed.numerator, 0) as double)
    when 'level' then cast(stayed.entered - stayed.gone as double)
    when 'median' then summed.median
    else ratio(cast(summed.numerator as double), cast(summed.denominator as double))
  end as value,
  cast(summed.n as integer) as n,
  cast(summed.undecided as integer) as undecided,
  case
    when $statistic in ('mean', 'median') then ratio(cast(summed.numerator as double), cast(summed.denominator as double))
  end as mean,
  summed.median,
  summed.p90,
  cast(counted.cases + stayed.there as integer) as cases,
  counted.against,
  counted.in_favour,
  cast(counted.neither + stayed.there as integer) as neither,
  counted.open
from summed
cross join stayed
cross join counted

-- what: of the complaints received in [since, until) whose customer (kind customer) or unit (kind unit) is known, how many came within 30 and 90
-- days of 24 hours after the one before of the same; by cause of the later one on the level asked for, and how many of them had the same cause
-- as the one before. `unknown`: no cause on that level.
-- parameters: level VARCHAR, since DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with received as (
  select
    complaint.complaint_key,
    case $level
      when 'group' then complaint.cause_group
      when 'detail' then complaint.root_cause
      else complaint.root_cause_detail
    end as cause
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
),

recurring as (
  select
    recurrence.kind,
    received.cause,
    coalesce(recurrence.days_since_previous <= 30, false) as is_within_30,
    coalesce(recurrence.days_since_previous <= 90, false) as is_within_90,
    coalesce(
      received.cause = case $level
        when 'group' then previous.cause_group
        when 'detail' then previous.root_cause
        else previous.root_cause_detail
      end,
      false
    ) as is_same_cause
  from received
  inner join marts.complaint_recurrence as recurrence on received.complaint_key = recurrence.complaint_key
  left join marts.complaint as previous on recurrence.previous_complaint_key = previous.complaint_key
),

counted as (
  select
    recurring.kind,
    recurring.cause,
    count(*) as known,
    count(case when recurring.is_within_30 then 1 end) as within_30,
    count(case when recurring.is_within_90 then 1 end) as within_90,
    count(case when recurring.is_within_30 and recurring.is_same_cause then 1 end) as same_30,
    count(case when recurring.is_within_90 and recurring.is_same_cause then 1 end) as same_90
  from recurring
  group by recurring.kind, recurring.cause
)

select
  counted.kind,
  coalesce(counted.cause, 'unknown') as cause,
  named.name_zh,
  named.name_en,
  above.name_zh as group_name_zh,
  above.name_en as group_name_en,
  cast(counted.known as double) as known,
  cast(counted.within_30 as double) as within_30,
  cast(counted.within_90 as double) as within_90,
  cast(counted.same_30 as double) as same_30,
  cast(counted.same_90 as double) as same_90
from counted
left join ref.cause as named
  on
    counted.cause = named.code
    and named.is_current
    and $level <> 'label'
left join ref.cause as above
  on
    named.parent_code = above.code
    and above.is_current
order by counted.kind asc nulls last, within_90 desc nulls last, known desc nulls last, cause asc nulls last

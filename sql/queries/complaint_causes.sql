-- what: complaints received in [since, until) by their principal cause: `group` and `detail` are levels of the taxonomy, `label` the sources' own
-- words that it does not know. `unknown`: no cause on that level. Names are null where the taxonomy has none.
-- parameters: level VARCHAR, since DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with received as (
  select
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

counted as (
  select
    received.cause,
    count(*) as n
  from received
  group by received.cause
)

select
  coalesce(counted.cause, 'unknown') as cause,
  named.name_zh,
  named.name_en,
  named.parent_code as cause_group,
  above.name_zh as group_name_zh,
  above.name_en as group_name_en,
  cast(counted.n as double) as n
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
order by n desc nulls last, cause asc nulls last

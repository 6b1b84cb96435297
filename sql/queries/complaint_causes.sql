-- what: complaints received in [since, until) by cause: `group` and `detail` are levels of the taxonomy, `label` the sources' own words that
-- it does not know; with what they cost and lost (shares of their tickets, so that sums add up), of how many that is known, and the sums of
-- the squares, which tell chance. Each complaint is counted under its principal cause, or, when every cause counts, once under each.
-- `unknown`: no cause on that level. Names are null where the taxonomy has none.
-- parameters: level VARCHAR, is_every BOOLEAN, since DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with received as (
  select
    complaint.source,
    complaint.complaint_id,
    complaint.cause_group,
    complaint.root_cause,
    complaint.root_cause_detail,
    complaint.complaint_cost_share as cost,
    complaint.lost_minutes_share as lost
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

named as (
  select
    received.source,
    received.complaint_id,
    case
      when $level = 'group' and $is_every then complaint_cause.cause_group
      when $level = 'group' then received.cause_group
      when $level = 'detail' and $is_every then complaint_cause.root_cause
      when $level = 'detail' then received.root_cause
      when $is_every then complaint_cause.root_cause_detail
      else received.root_cause_detail
    end as cause,
    received.cost,
    received.lost
  from received
  left join marts.complaint_cause as complaint_cause
    on
      $is_every
      and received.source = complaint_cause.source
      and received.complaint_id = complaint_cause.complaint_id
),

-- Several details of one group are one cause on the level of groups. No cause is only what has none at all.
caused as (
  select
    named.source,
    named.complaint_id,
    named.cause,
    min(named.cost) as cost,
    min(named.lost) as lost
  from named
  group by named.source, named.complaint_id, named.cause
),

counting as (
  select
    caused.cause,
    caused.cost,
    caused.lost,
    count(caused.cause) over (partition by caused.source, caused.complaint_id) as causes
  from caused
),

counted as (
  select
    counting.cause,
    count(*) as n,
    sum_exact(counting.cost) as cost,
    sum_exact(counting.cost * counting.cost) as cost_squares,
    count(counting.cost) as cost_n,
    sum_exact(counting.lost) as lost,
    sum_exact(counting.lost * counting.lost) as lost_squares,
    count(counting.lost) as lost_n
  from counting
  where counting.cause is not null or counting.causes = 0
  group by counting.cause
)

select
  coalesce(counted.cause, 'unknown') as cause,
  known.name_zh,
  known.name_en,
  known.parent_code as cause_group,
  above.name_zh as group_name_zh,
  above.name_en as group_name_en,
  cast(counted.n as double) as n,
  cast(coalesce(counted.cost, 0) as double) as cost,
  cast(coalesce(counted.cost_squares, 0) as double) as cost_squares,
  cast(counted.cost_n as double) as cost_n,
  cast(coalesce(counted.lost, 0) as double) as lost,
  cast(coalesce(counted.lost_squares, 0) as double) as lost_squares,
  cast(counted.lost_n as double) as lost_n
from counted
left join ref.cause as known
  on
    counted.cause = known.code
    and known.is_current
    and $level <> 'label'
left join ref.cause as above
  on
    known.parent_code = above.code
    and above.is_current
order by n desc nulls last, cause asc nulls last

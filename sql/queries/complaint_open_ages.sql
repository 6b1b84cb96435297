-- what: complaints that are open at as_of, by how long they have been: at least `from_days` days of 24 hours, until the next of 0, 1, 3, 7, 14, 30
-- parameters: source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with aged as (
  select minutes_between(complaint.received_at, parameter.as_of) / 1440 as days
  from marts.complaint as complaint
  cross join ref.parameter as parameter
  where
    complaint.is_open
    and ($source is null or coalesce(complaint.source, 'unknown') = $source)
    and ($site is null or coalesce(complaint.site, 'unknown') = $site)
    and ($region is null or coalesce(complaint.region, 'unknown') = $region)
    and ($team is null or coalesce(complaint.team, 'unknown') = $team)
    and ($product_family is null or coalesce(complaint.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(complaint.work_kind, 'unknown') = $work_kind)
),

banded as (
  select
    aged.days,
    case
      when aged.days >= 30 then 30
      when aged.days >= 14 then 14
      when aged.days >= 7 then 7
      when aged.days >= 3 then 3
      when aged.days >= 1 then 1
      else 0
    end as from_days
  from aged
)

select
  cast(banded.from_days as integer) as from_days,
  cast(count(*) as double) as n,
  max(banded.days) as oldest_days
from banded
group by banded.from_days
order by banded.from_days asc nulls last

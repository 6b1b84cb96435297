-- what: how long complaints took: to the first response, of those received in [since, until) and responded to; to the resolution, of those
-- resolved in it. Calendar time.
-- parameters: since DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with chosen as (
  select
    case
      when complaint.received_on >= $since and complaint.received_on < $until then complaint.response_calendar_minutes
    end as response_minutes,
    case
      when complaint.resolved_on >= $since and complaint.resolved_on < $until then complaint.resolution_calendar_minutes
    end as resolution_minutes
  from marts.complaint as complaint
  where
    complaint.received_on < $until
    and (complaint.received_on >= $since or complaint.resolved_on >= $since)
    and ($source is null or coalesce(complaint.source, 'unknown') = $source)
    and ($site is null or coalesce(complaint.site, 'unknown') = $site)
    and ($region is null or coalesce(complaint.region, 'unknown') = $region)
    and ($team is null or coalesce(complaint.team, 'unknown') = $team)
    and ($product_family is null or coalesce(complaint.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(complaint.work_kind, 'unknown') = $work_kind)
)

select
  cast(count(chosen.response_minutes) as double) as responded,
  median_of(chosen.response_minutes) / 60 as response_median_hours,
  quantile_of(chosen.response_minutes, 0.9) / 60 as response_p90_hours,
  cast(count(chosen.resolution_minutes) as double) as resolved,
  median_of(chosen.resolution_minutes) / 1440 as resolution_median_days,
  quantile_of(chosen.resolution_minutes, 0.9) / 1440 as resolution_p90_days
from chosen

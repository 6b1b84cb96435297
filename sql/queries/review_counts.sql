-- what: how many complaints review_queue has, by why they are in it
-- parameters: decided VARCHAR, settled VARCHAR, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with waiting as (
  select
    complaint.complaint_key,
    case
      when complaint.root_cause is null then 'unclassified'
      else 'responsibility_open'
    end as review_reason
  from marts.complaint as complaint
  where
    (complaint.root_cause is null or complaint.responsibility = 'unsettled')
    and ($source is null or coalesce(complaint.source, 'unknown') = $source)
    and ($site is null or coalesce(complaint.site, 'unknown') = $site)
    and ($region is null or coalesce(complaint.region, 'unknown') = $region)
    and ($team is null or coalesce(complaint.team, 'unknown') = $team)
    and ($product_family is null or coalesce(complaint.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(complaint.work_kind, 'unknown') = $work_kind)
)

select
  waiting.review_reason,
  cast(count(*) as double) as n
from waiting
where
  waiting.complaint_key not in (select unnest(string_split($decided, chr(10))))
  and (
    waiting.review_reason <> 'responsibility_open'
    or waiting.complaint_key not in (select unnest(string_split($settled, chr(10))))
  )
group by waiting.review_reason
order by waiting.review_reason asc nulls last

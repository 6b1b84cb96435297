-- what: how many complaints review_queue has, by why they are in it
-- parameters: decided VARCHAR, settled VARCHAR, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with waiting as (
  select
    complaint.complaint_key,
    complaint.review_reason
  from marts.complaint as complaint
  where
    complaint.needs_review
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
  not contains($decided, '¶' || waiting.complaint_key || '¶')
  and (
    waiting.review_reason <> 'responsibility_open'
    or not contains($settled, '¶' || waiting.complaint_key || '¶')
  )
group by waiting.review_reason
order by waiting.review_reason asc nulls last

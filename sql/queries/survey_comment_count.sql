-- what: how many comments were answered in [from_day, until_day), and how many of them contain $find
-- parameters: find VARCHAR, from_day DATE, until_day DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  cast(count(*) as double) as n,
  cast(coalesce(sum(case when $find is null or contains(lower(survey.comment), lower($find)) then 1 else 0 end), 0) as double) as found
from marts.survey as survey
where
  survey.comment is not null
  and survey.answered_on >= $from_day
  and survey.answered_on < $until_day
  and ($source is null or survey.source = $source)
  and ($site is null or coalesce(survey.site, 'unknown') = $site)
  and ($region is null or coalesce(survey.region, 'unknown') = $region)
  and ($team is null or coalesce(survey.team, 'unknown') = $team)
  and ($product_family is null or coalesce(survey.product_family, 'unknown') = $product_family)
  and ($work_kind is null or coalesce(survey.work_kind, 'unknown') = $work_kind)

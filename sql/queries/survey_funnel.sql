-- what: the surveys asked in [from_day, until_day): how many were answered by now, and how many of those said whether they are satisfied, and are
-- parameters: from_day DATE, until_day DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  cast(count(*) as double) as asked,
  cast(coalesce(sum(case when survey.is_answered then 1 else 0 end), 0) as double) as answered,
  cast(coalesce(sum(case when survey.is_answered and survey.is_satisfied is not null then 1 else 0 end), 0) as double) as judged,
  cast(coalesce(sum(case when survey.is_answered and survey.is_satisfied then 1 else 0 end), 0) as double) as satisfied
from marts.survey as survey
where
  survey.asked_on >= $from_day
  and survey.asked_on < $until_day
  and ($source is null or survey.source = $source)
  and ($site is null or coalesce(survey.site, 'unknown') = $site)
  and ($region is null or coalesce(survey.region, 'unknown') = $region)
  and ($team is null or coalesce(survey.team, 'unknown') = $team)
  and ($product_family is null or coalesce(survey.product_family, 'unknown') = $product_family)
  and ($work_kind is null or coalesce(survey.work_kind, 'unknown') = $work_kind)

-- what: the answers from 0 to 10 to whether one would recommend, given in [from_day, until_day)
-- parameters: from_day DATE, until_day DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  survey.recommend,
  survey.recommend_class,
  cast(count(*) as double) as n
from marts.survey as survey
where
  survey.recommend_class is not null
  and survey.answered_on >= $from_day
  and survey.answered_on < $until_day
  and ($source is null or survey.source = $source)
  and ($site is null or coalesce(survey.site, 'unknown') = $site)
  and ($region is null or coalesce(survey.region, 'unknown') = $region)
  and ($team is null or coalesce(survey.team, 'unknown') = $team)
  and ($product_family is null or coalesce(survey.product_family, 'unknown') = $product_family)
  and ($work_kind is null or coalesce(survey.work_kind, 'unknown') = $work_kind)
group by survey.recommend, survey.recommend_class
order by survey.recommend asc nulls last

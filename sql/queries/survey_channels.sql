-- what: satisfied answers given in [from_day, until_day), by the channel that asked
-- parameters: from_day DATE, until_day DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  coalesce(survey.channel, 'unknown') as channel,
  cast(sum(case when survey.is_satisfied then 1 else 0 end) as double) as satisfied,
  cast(count(*) as double) as n
from marts.survey as survey
where
  survey.is_satisfied is not null
  and survey.answered_on >= $from_day
  and survey.answered_on < $until_day
  and ($source is null or survey.source = $source)
  and ($site is null or coalesce(survey.site, 'unknown') = $site)
  and ($region is null or coalesce(survey.region, 'unknown') = $region)
  and ($team is null or coalesce(survey.team, 'unknown') = $team)
  and ($product_family is null or coalesce(survey.product_family, 'unknown') = $product_family)
  and ($work_kind is null or coalesce(survey.work_kind, 'unknown') = $work_kind)
group by coalesce(survey.channel, 'unknown')
order by n desc nulls last, channel asc nulls last

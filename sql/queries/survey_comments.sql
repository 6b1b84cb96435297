-- what: a page of the comments answered in [from_day, until_day), those that contain $find: the newest first, or those of the lowest scores first
-- (as shares of their own scale; what was not scored comes last)
-- parameters: find VARCHAR, is_low_first BOOLEAN, skipped INTEGER, most INTEGER, from_day DATE, until_day DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
select
  survey.survey_key,
  survey.ticket_key,
  survey.ticket_id,
  survey.source,
  survey.channel,
  survey.answered_on,
  survey.overall,
  scale.levels,
  survey.is_satisfied,
  survey.recommend,
  survey.recommend_class,
  survey.comment,
  survey.product_family,
  survey.region
from marts.survey as survey
left join ref.survey_scale as scale
  on
    survey.source = scale.source
  and scale.item = 'overall'
where
  survey.comment is not null
  and survey.answered_on >= $from_day
  and survey.answered_on < $until_day
  and ($find is null or contains(lower(survey.comment), lower($find)))
  and ($source is null or survey.source = $source)
  and ($site is null or coalesce(survey.site, 'unknown') = $site)
  and ($region is null or coalesce(survey.region, 'unknown') = $region)
  and ($team is null or coalesce(survey.team, 'unknown') = $team)
  and ($product_family is null or coalesce(survey.product_family, 'unknown') = $product_family)
  and ($work_kind is null or coalesce(survey.work_kind, 'unknown') = $work_kind)
order by
  case when $is_low_first then cast(survey.overall - 1 as double) / (scale.levels - 1) end asc nulls last,
  case when $is_low_first then survey.recommend end asc nulls last,
  survey.answered_on desc nulls last,
  survey.answered_at desc nulls last,
  survey.survey_key asc nulls last
limit $most offset $skipped

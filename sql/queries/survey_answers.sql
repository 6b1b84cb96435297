-- what: the answers given in [from_day, until_day), by source, item and level of the source's own scale: scales of different sources are never pooled
-- parameters: from_day DATE, until_day DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with answered as (
  select
    survey.source,
    survey.overall,
    survey.attitude,
    survey.skill,
    survey.arrival,
    survey.promise,
    survey.is_satisfied,
    survey.is_satisfied_attitude,
    survey.is_satisfied_skill,
    survey.is_satisfied_arrival,
    survey.is_satisfied_promise
  from marts.survey as survey
  where
    survey.answered_on >= $from_day
    and survey.answered_on < $until_day
    and ($source is null or survey.source = $source)
    and ($site is null or coalesce(survey.site, 'unknown') = $site)
    and ($region is null or coalesce(survey.region, 'unknown') = $region)
    and ($team is null or coalesce(survey.team, 'unknown') = $team)
    and ($product_family is null or coalesce(survey.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(survey.work_kind, 'unknown') = $work_kind)
),

itemised as (
  select
    'overall' as item,
    answered.source,
    answered.overall as answer_level,
    answered.is_satisfied as is_satisfied
  from answered
  where answered.overall is not null
  union all
  select
    'attitude' as item,
    answered.source,
    answered.attitude as answer_level,
    answered.is_satisfied_attitude as is_satisfied
  from answered
  where answered.attitude is not null
  union all
  select
    'skill' as item,
    answered.source,
    answered.skill as answer_level,
    answered.is_satisfied_skill as is_satisfied
  from answered
  where answered.skill is not null
  union all
  select
    'arrival' as item,
    answered.source,
    answered.arrival as answer_level,
    answered.is_satisfied_arrival as is_satisfied
  from answered
  where answered.arrival is not null
  union all
  select
    'promise' as item,
    answered.source,
    answered.promise as answer_level,
    answered.is_satisfied_promise as is_satisfied
  from answered
  where answered.promise is not null
)

select
  itemised.source,
  itemised.item,
  itemised.answer_level,
  scale.levels,
  scale.satisfied_from,
  cast(count(*) as double) as n,
  cast(sum(case when itemised.is_satisfied then 1 else 0 end) as double) as satisfied,
  cast(sum(case when itemised.is_satisfied is not null then 1 else 0 end) as double) as judged
from itemised
left join ref.survey_scale as scale
  on
    itemised.source = scale.source
    and itemised.item = scale.item
group by itemised.source, itemised.item, itemised.answer_level, scale.levels, scale.satisfied_from
order by itemised.source asc nulls last, itemised.item asc nulls last, itemised.answer_level asc nulls last

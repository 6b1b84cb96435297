-- what: surveys by the site-local day they were asked on (else answered on), a page of them, without technicians. The page's keys first,
-- its many columns after: sorting a million rows of all columns takes ten times as long.
-- parameters: from DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR, is_answered BOOLEAN, after_on DATE, after_key VARCHAR, limit INTEGER
with dated as (
  select
    survey.survey_key,
    survey.source,
    coalesce(survey.site, 'unknown') as site,
    coalesce(survey.region, 'unknown') as region,
    coalesce(survey.team, 'unknown') as team,
    coalesce(survey.product_family, 'unknown') as product_family,
    coalesce(survey.work_kind, 'unknown') as work_kind,
    survey.is_answered,
    -- A survey without any day is listed first, and under no day that is asked for.
    coalesce(survey.asked_on, survey.answered_on, date '0001-01-01') as listed_on
  from marts.survey as survey
),

page as (
  select
    dated.survey_key,
    dated.listed_on
  from dated
  where
    ($from is null or dated.listed_on >= $from)
    and ($until is null or dated.listed_on < $until)
    and ($source is null or dated.source = $source)
    and ($site is null or dated.site = $site)
    and ($region is null or dated.region = $region)
    and ($team is null or dated.team = $team)
    and ($product_family is null or dated.product_family = $product_family)
    and ($work_kind is null or dated.work_kind = $work_kind)
    and ($is_answered is null or dated.is_answered = $is_answered)
    and ($after_on is null or dated.listed_on > $after_on or (dated.listed_on = $after_on and dated.survey_key > $after_key))
  order by dated.listed_on asc nulls last, dated.survey_key asc nulls last
  limit $limit
)

select
  survey.survey_key,
  page.listed_on,
  survey.source,
  survey.survey_id,
  survey.ticket_id,
  survey.ticket_key,
  survey.channel,
  survey.asked_at,
  survey.asked_on,
  survey.answered_at,
  survey.answered_on,
  survey.is_answered,
  survey.overall,
  survey.attitude,
  survey.skill,
  survey.arrival,
  survey.promise,
  survey.recommend,
  survey.is_satisfied,
  survey.is_satisfied_attitude,
  survey.is_satisfied_skill,
  survey.is_satisfied_arrival,
  survey.is_satisfied_promise,
  survey.recommend_class,
  survey.comment,
  survey.site,
  survey.region,
  survey.team,
  survey.product_family,
  survey.product_model,
  survey.fault_family,
  survey.service_mode,
  survey.work_kind,
  survey.priority,
  survey.warranty
from page
inner join marts.survey as survey on page.survey_key = survey.survey_key
order by page.listed_on asc nulls last, page.survey_key asc nulls last

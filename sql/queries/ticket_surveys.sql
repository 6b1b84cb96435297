-- what: what was asked about a ticket and what was answered, on the scale of its source
-- parameters: ticket_key VARCHAR
select
  survey.survey_key,
  survey.survey_id,
  survey.channel,
  survey.asked_at,
  survey.answered_at,
  survey.is_answered,
  survey.overall,
  survey.attitude,
  survey.skill,
  survey.arrival,
  survey.promise,
  survey.recommend,
  survey.recommend_class,
  survey.is_satisfied,
  survey.comment
from marts.survey as survey
where survey.ticket_key = $ticket_key
order by survey.asked_at asc nulls last, survey.survey_key asc nulls last

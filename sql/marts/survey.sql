-- grain: one row per source and survey
-- key: source, survey_id
-- clock: UTC stamps, site-local dates
-- why: Answers on their source's scale and whether they are satisfied ones: null where an item was not answered. An answer without a
-- time of its own counts on the day it was asked for. Dimensions are the ticket's; the technician is the one it names, else the ticket's.
-- materialized: table
select
  s.survey_key,
  s.source,
  s.survey_id,
  s.ticket_id,
  t.ticket_key,
  s.channel,
  s.asked_at,
  local_date(s.asked_at, p.time_zone) as asked_on,
  s.answered_at,
  case when s.is_answered then local_date(coalesce(s.answered_at, s.asked_at), p.time_zone) end as answered_on,
  s.is_answered,
  s.overall,
  s.attitude,
  s.skill,
  s.arrival,
  s.promise,
  s.recommend,
  s.is_satisfied,
  s.is_satisfied_attitude,
  s.is_satisfied_skill,
  s.is_satisfied_arrival,
  s.is_satisfied_promise,
  s.recommend_class,
  s.comment,
  t.site,
  t.region,
  t.team,
  coalesce(s.technician_id, t.technician_id) as technician_id,
  t.product_family,
  t.product_model,
  t.fault_family,
  t.service_mode,
  t.work_kind,
  t.priority,
  t.warranty
from intermediate.survey_latest as s
left join marts.ticket as t on t.ticket_key = s.ticket_key
cross join ref.parameter as p

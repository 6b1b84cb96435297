-- grain: one row per accepted version of a survey, as it was loaded
-- key: source, load_id, source_row, survey_id
-- clock: UTC stamps as loaded; nothing later than ref.parameter.as_of is known
-- why: Answers on the scale of their source; what counts as satisfied stands in ref.survey_scale.
-- materialized: view
select
  concat_key(l.source, l.ticket_id) as ticket_key,
  l.source,
  l.survey_id,
  l.ticket_id,
  l.technician_id,
  l.channel,
  l.asked_at,
  l.answered_at,
  l.overall,
  l.attitude,
  l.skill,
  l.arrival,
  l.promise,
  l.recommend,
  l.comment,
  l.source_file,
  l.source_row,
  l.load_id,
  l.load_sequence,
  l.extra,
  row_number() over (
    partition by l.source, l.survey_id
    order by l.load_sequence desc nulls last, l.source_row desc nulls last
  ) = 1 as is_latest,
  coalesce(least_stamp(l.asked_at, l.answered_at) <= p.as_of, true) as is_known
from lake.survey as l
cross join ref.parameter as p

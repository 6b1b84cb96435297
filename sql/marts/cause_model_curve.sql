-- grain: one row per threshold that was tried, in hundredths
-- key: threshold
-- clock: none
-- why: Of the text model's answers of at least this probability, how many are right and which share of the texts gets one: the threshold is read off it.
-- computed: cause_curve
select
  l.complaint_key,
  l.code,
  l.text
from intermediate.complaint_labelled as l
order by l.complaint_key asc nulls last, l.code asc nulls last

-- grain: one row per cause that the text model learned
-- key: code
-- clock: none
-- why: For which causes the text model can be trusted, and for which it had too few texts.
-- computed: cause_codes
select
  l.complaint_key,
  l.code,
  l.text
from intermediate.complaint_labelled as l
order by l.complaint_key asc nulls last, l.code asc nulls last

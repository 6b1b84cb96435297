-- grain: one row per complaint
-- key: complaint_key
-- clock: none
-- why: The machine's word, whoever decides: the most confident rule, else the text model's likeliest cause, however likely. Where a cause
-- was split, its parts alone are proposed. A rule takes a decision by itself, the model only from its threshold on.
-- materialized: table
with threshold as (
  select max(m.threshold) as least
  from intermediate.cause_model_trained as m
),

open_between as (
  select
    s.complaint_key,
    min(s.heirs) as heirs
  from intermediate.complaint_cause_stated as s
  where s.must_decide
  group by s.complaint_key
),

answer as (
  select
    c.complaint_key,
    c.method,
    c.code,
    c.confidence,
    c.rule_id,
    c.words,
    row_number() over (partition by c.complaint_key order by c.method desc nulls last, c.place asc nulls last) as choice
  from intermediate.complaint_classified as c
  left join open_between as o on o.complaint_key = c.complaint_key
  where o.heirs is null or has_code(o.heirs, c.code)
),

model as (
  select
    c.complaint_key,
    c.code,
    c.confidence
  from intermediate.complaint_classified as c
  where c.method = 'model' and c.place = 1
)

select
  c.complaint_key,
  a.code as proposed_cause,
  a.method as proposed_method,
  a.confidence as proposed_confidence,
  a.rule_id as proposed_rule,
  m.code as model_cause,
  m.confidence as model_confidence,
  coalesce(m.confidence >= t.least, false) as is_model_sure
from intermediate.complaint_latest as c
cross join threshold as t
left join answer as a on a.complaint_key = c.complaint_key and a.choice = 1
left join model as m on m.complaint_key = c.complaint_key

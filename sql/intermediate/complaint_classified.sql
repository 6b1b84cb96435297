-- grain: one row per complaint with a text, method and answer
-- key: complaint_key, method, place
-- clock: none
-- why: What the machine makes of the words alone: every rule that fits, and the likeliest causes by the text model, for those that it learned from the
-- answers of models that had not seen them. Nothing is decided here. The statement gives what was learned from, then the rules, then the texts.
-- computed: cause_classification
select
  'example' as kind,
  l.complaint_key,
  l.code,
  l.text,
  cast(null as integer) as rule_order,
  cast(null as varchar) as body
from intermediate.complaint_labelled as l
union all
select
  'rule' as kind,
  cast(null as varchar) as complaint_key,
  cast(null as varchar) as code,
  cast(null as varchar) as text,
  r.rule_order,
  r.body
from ref.cause_rule as r
where r.is_active
union all
select
  'text' as kind,
  c.complaint_key,
  cast(null as varchar) as code,
  c.text,
  cast(null as integer) as rule_order,
  cast(null as varchar) as body
from intermediate.complaint_latest as c
where c.text is not null
order by kind asc nulls last, rule_order asc nulls last, complaint_key asc nulls last, code asc nulls last

-- grain: one row per source, label that means no cause yet, and proposed cause
-- key: source, label, place
-- clock: none
-- why: What a local label may mean, never taken silently: a cause whose name is written alike, a cause whose rule fits the label, the cause that
-- rules and the text model find in the words of most complaints that bear it. Labels that somebody refused are left alone.
-- computed: cause_labels
select
  'cause' as kind,
  t.code,
  t.name_zh,
  t.name_en,
  cast(null as varchar) as source,
  cast(null as varchar) as label,
  cast(null as integer) as complaints,
  cast(null as integer) as rule_order,
  cast(null as varchar) as body
from ref.cause as t
where t.is_current and not t.is_retired and t.code <> 'unclassified'
union all
select
  'label' as kind,
  cast(null as varchar) as code,
  cast(null as varchar) as name_zh,
  cast(null as varchar) as name_en,
  s.source,
  s.label,
  cast(count(*) as integer) as complaints,
  cast(null as integer) as rule_order,
  cast(null as varchar) as body
from intermediate.complaint_cause_split as s
where s.code is null and not s.must_decide and not s.is_refused
group by s.source, s.label
union all
select
  'rule' as kind,
  cast(null as varchar) as code,
  cast(null as varchar) as name_zh,
  cast(null as varchar) as name_en,
  cast(null as varchar) as source,
  cast(null as varchar) as label,
  cast(null as integer) as complaints,
  r.rule_order,
  r.body
from ref.cause_rule as r
where r.is_active
union all
select
  'text' as kind,
  p.proposed_cause as code,
  cast(null as varchar) as name_zh,
  cast(null as varchar) as name_en,
  s.source,
  s.label,
  cast(count(*) as integer) as complaints,
  cast(null as integer) as rule_order,
  cast(null as varchar) as body
from intermediate.complaint_cause_split as s
inner join intermediate.complaint_cause_proposed as p on p.complaint_key = s.complaint_key
where s.code is null and not s.must_decide and not s.is_refused and (p.proposed_method = 'rule' or p.is_model_sure)
group by s.source, s.label, p.proposed_cause
order by kind asc nulls last, rule_order asc nulls last, source asc nulls last, label asc nulls last, code asc nulls last

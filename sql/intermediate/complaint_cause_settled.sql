-- grain: one row per complaint
-- key: complaint_key
-- clock: UTC stamps
-- why: The principal cause, what the machine said, whose responsibility was settled, and why somebody should look at it. Reasons in the order in which they
-- matter are: a cause that was split; no cause and none proposed; one proposed but not surely enough; rule and sure model differ; the source's
-- cause is neither what rules find nor what the sure model says; the complaint is over and its responsibility open.
-- materialized: table
with labelled as (
  select
    g.complaint_key,
    g.label
  from intermediate.complaint_cause_split as g
  where g.code is null and not g.must_decide
  qualify row_number() over (partition by g.complaint_key order by g.cause_order asc nulls last) = 1
),

stated as (
  select
    s.complaint_key,
    min(s.method) as method,
    max(s.decided_at) as decided_at,
    max(case when s.must_decide then 1 else 0 end) = 1 as must_decide
  from intermediate.complaint_cause_stated as s
  group by s.complaint_key
),

ruled as (
  select
    c.complaint_key,
    count(s.code) > 0 as agrees
  from intermediate.complaint_classified as c
  left join intermediate.complaint_cause_stated as s on s.complaint_key = c.complaint_key and s.code = c.code
  where c.method = 'rule'
  group by c.complaint_key
),

-- Whether the sure model's cause is among those decided on.
modelled as (
  select
    p.complaint_key,
    p.is_model_sure,
    p.is_model_sure and d.code is not null as agrees
  from intermediate.complaint_cause_proposed as p
  left join intermediate.complaint_cause_decided as d on d.complaint_key = p.complaint_key and d.code = p.model_cause
),

responsible as (
  select
    d.source,
    d.complaint_id,
    d.responsibility,
    d.decided_at
  from ref.cause_decision as d
  where d.responsibility is not null
)

select
  c.complaint_key,
  d.code as root_cause,
  l.label as root_cause_detail,
  d.group_code as cause_group,
  t.taxonomy_version,
  coalesce(d.method, 'none') as cause_method,
  d.confidence as cause_confidence,
  p.proposed_cause,
  p.proposed_method,
  p.proposed_confidence,
  coalesce(r.responsibility, c.responsibility, 'unsettled') as responsibility,
  greatest_stamp(s.decided_at, r.decided_at) as decided_at,
  case
    when s.must_decide then 'split'
    when d.code is null and p.proposed_cause is null then 'unclassified'
    when d.code is null then 'below_threshold'
    when d.method = 'rule' and m.is_model_sure and not m.agrees then 'rule_and_model_differ'
    when d.method = 'given' and u.agrees is not null and not u.agrees and not m.agrees then 'given_and_machine_differ'
    when d.method = 'given' and u.agrees is null and m.is_model_sure and not m.agrees then 'given_and_machine_differ'
    when
      coalesce(r.responsibility, c.responsibility, 'unsettled') = 'unsettled' and coalesce(c.resolved_at, c.closed_at) is not null
      then 'responsibility_open'
  end as review_reason
from intermediate.complaint_latest as c
left join intermediate.complaint_cause_decided as d on d.complaint_key = c.complaint_key and d.cause_order = 1 and d.code is not null
left join ref.cause as t on t.code = d.code and t.is_current
left join labelled as l on l.complaint_key = c.complaint_key
left join stated as s on s.complaint_key = c.complaint_key
left join intermediate.complaint_cause_proposed as p on p.complaint_key = c.complaint_key
left join modelled as m on m.complaint_key = c.complaint_key
left join ruled as u on u.complaint_key = c.complaint_key
left join responsible as r on r.source = c.source and r.complaint_id = c.complaint_id

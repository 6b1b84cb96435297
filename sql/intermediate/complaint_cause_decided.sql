-- grain: one row per complaint and cause, and per label of the source that means none
-- key: complaint_key, cause_order
-- clock: none
-- why: The order of a complaint's cause: what a person decided, else what the source gave, else what rules find, else what the text model is sure of.
-- All causes of the method that decides count, the first is the principal one. What must be decided again because it was split keeps its
-- group, and no machine decides it. A label that means no cause stays as one, behind the causes, unless a person has decided.
-- materialized: table
with spoken as (
  select
    s.complaint_key,
    min(s.method) as method
  from intermediate.complaint_cause_stated as s
  group by s.complaint_key
),

ruled as (
  select
    c.complaint_key,
    c.place,
    c.code,
    c.confidence,
    c.words
  from intermediate.complaint_classified as c
  where c.method = 'rule'
  qualify row_number() over (partition by c.complaint_key, c.code order by c.place asc nulls last) = 1
),

candidate as (
  select
    s.complaint_key,
    s.method,
    s.place,
    coalesce(s.code, s.group_code) as code,
    cast(1 as double) as confidence,
    cast(null as varchar) as words,
    s.must_decide
  from intermediate.complaint_cause_stated as s
  where s.code is not null or s.group_code is not null
  union all
  select r.complaint_key, 'rule' as method, r.place, r.code, r.confidence, r.words, false as must_decide
  from ruled as r
  left join spoken as s on s.complaint_key = r.complaint_key
  where s.complaint_key is null
  union all
  select c.complaint_key, 'model' as method, 1 as place, c.code, c.confidence, c.words, false as must_decide
  from intermediate.complaint_classified as c
  inner join intermediate.complaint_cause_proposed as p on p.complaint_key = c.complaint_key and p.is_model_sure
  left join spoken as s on s.complaint_key = c.complaint_key
  left join ruled as r on r.complaint_key = c.complaint_key and r.place = 1
  where c.method = 'model' and c.place = 1 and s.complaint_key is null and r.complaint_key is null
),

-- A split cause keeps its group; beside a cause of that group it says nothing more.
distinct_cause as (
  select
    c.complaint_key,
    c.method,
    c.place,
    c.code,
    c.confidence,
    c.words,
    c.must_decide
  from candidate as c
  qualify row_number() over (partition by c.complaint_key, c.code order by c.place asc nulls last) = 1
),

every as (
  select d.complaint_key, d.method, 0 as is_label, d.place, d.code, cast(null as varchar) as label, d.confidence, d.words, d.must_decide
  from distinct_cause as d
  union all
  select
    g.complaint_key, 'none' as method, 1 as is_label, g.cause_order as place, cast(null as varchar) as code, g.label,
    cast(null as double) as confidence, cast(null as varchar) as words, false as must_decide
  from intermediate.complaint_cause_split as g
  left join spoken as s on s.complaint_key = g.complaint_key and s.method = 'person'
  where g.code is null and not g.must_decide and s.complaint_key is null
)

select
  e.complaint_key,
  cast(row_number() over (partition by e.complaint_key order by e.is_label asc nulls last, e.place asc nulls last) as integer) as cause_order,
  e.method,
  e.code,
  e.label,
  coalesce(t.parent_code, e.code) as group_code,
  e.confidence,
  e.words,
  e.must_decide
from every as e
left join ref.cause as t on t.code = e.code and t.is_current

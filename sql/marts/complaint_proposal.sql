-- grain: one row per complaint and cause that the machine thinks of, at most five
-- key: source, complaint_id, place
-- clock: none
-- why: What a person who reviews may choose from: the causes of rules first, then the text model's likeliest. The first is the complaint's proposed
-- cause. Where a cause was split, its parts alone.
-- materialized: table
with open_between as (
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
    c.place,
    c.code,
    c.confidence,
    c.rule_id,
    c.words
  from intermediate.complaint_classified as c
  left join open_between as o on o.complaint_key = c.complaint_key
  where o.heirs is null or has_code(o.heirs, c.code)
  qualify row_number() over (partition by c.complaint_key, c.code order by c.method desc nulls last, c.place asc nulls last) = 1
),

placed as (
  select
    a.complaint_key,
    cast(row_number() over (partition by a.complaint_key order by a.method desc nulls last, a.place asc nulls last) as integer) as place,
    a.method,
    a.code,
    a.confidence,
    a.rule_id,
    a.words
  from answer as a
)

select
  c.complaint_key,
  c.source,
  c.complaint_id,
  p.place,
  p.code,
  p.method,
  p.confidence,
  p.rule_id,
  p.words
from placed as p
inner join intermediate.complaint_latest as c on c.complaint_key = p.complaint_key
where p.place <= 5

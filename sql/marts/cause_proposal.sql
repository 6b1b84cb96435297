-- grain: one row per complaint and proposed cause
-- key: complaint_key, place
-- clock: none
-- why: What the machine proposes for each complaint, for a person to choose from: first its word (complaint.proposed_cause), then what other rules
-- say, then what the text model holds likely. Nothing is decided here.
-- materialized: table
with once as (
  select
    c.complaint_key,
    c.code,
    c.method,
    c.confidence,
    c.rule_id,
    c.words,
    c.place
  from intermediate.complaint_classified as c
  qualify row_number() over (partition by c.complaint_key, c.code order by c.method desc nulls last, c.place asc nulls last) = 1
),

placed as (
  select
    o.complaint_key,
    o.code,
    o.method,
    o.confidence,
    o.rule_id,
    o.words,
    row_number() over (
      partition by o.complaint_key
      order by case when o.code = p.proposed_cause then 0 else 1 end asc nulls last, o.method desc nulls last, o.place asc nulls last, o.code asc nulls last
    ) as place
  from once as o
  inner join intermediate.complaint_cause_proposed as p on p.complaint_key = o.complaint_key
)

select
  p.complaint_key,
  cast(p.place as integer) as place,
  p.code,
  p.method,
  p.confidence,
  p.rule_id,
  p.words
from placed as p
where p.place <= 9

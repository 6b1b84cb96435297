-- grain: one row per complaint and cause that the text model learns from
-- key: complaint_key, code
-- clock: none
-- why: Learned are the causes that people stated, of complaints with a text. A group that has causes of its own says too little to learn it,
-- `unclassified` is the absence of a cause, and a retired cause is not to be proposed.
-- materialized: table
with leaf as (
  select t.code
  from ref.cause as t
  left join ref.cause as below on below.parent_code = t.code and below.is_current
  where t.is_current and not t.is_retired and t.code <> 'unclassified' and below.code is null
)

select
  s.complaint_key,
  s.code,
  c.text
from intermediate.complaint_cause_stated as s
inner join leaf as l on l.code = s.code
inner join intermediate.complaint_latest as c on c.complaint_key = s.complaint_key
where c.text is not null

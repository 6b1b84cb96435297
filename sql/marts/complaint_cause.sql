-- grain: one row per complaint and cause, and per label of the source that means none
-- key: source, complaint_id, cause_order
-- clock: none
-- why: A complaint may have several causes; the first of the method that decides is the principal one. A complaint without any has no row.
-- materialized: table
select
  c.source,
  c.complaint_id,
  d.cause_order,
  d.code as root_cause,
  d.label as root_cause_detail,
  d.group_code as cause_group,
  t.taxonomy_version,
  d.method as cause_method,
  d.confidence as cause_confidence,
  t.responsibility as proposed_responsibility,
  d.cause_order = 1 and d.code is not null as is_principal,
  d.words
from intermediate.complaint_cause_decided as d
inner join intermediate.complaint_latest as c on c.complaint_key = d.complaint_key
left join ref.cause as t on t.code = d.code and t.is_current

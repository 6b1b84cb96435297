-- grain: one row per complaint and cause
-- key: source, complaint_id, cause_order
-- clock: none
-- why: A complaint may have several causes; the first named is the principal one. A complaint without any has no row.
-- materialized: table
select
  s.source,
  s.complaint_id,
  s.cause_order,
  s.code as root_cause,
  case when s.code is null then s.label end as root_cause_detail,
  s.group_code as cause_group,
  s.taxonomy_version,
  case when s.code is null then 'none' else 'given' end as cause_method,
  case when s.code is not null then cast(1 as double) end as cause_confidence,
  s.proposed_responsibility,
  s.cause_order = 1 as is_principal
from intermediate.complaint_cause_split as s

-- grain: one row per complaint and cause named in its root_cause
-- key: complaint_key, cause_order
-- clock: none
-- why: One cell may name several causes, cut at , ; | and their Chinese forms. Each is looked up in the current taxonomy, by code,
-- whatever its capitals; one that is not there stays as the source's own label.
-- materialized: table
with listed as (
  select
    c.complaint_key,
    c.source,
    c.complaint_id,
    replace(replace(replace(replace(replace(c.root_cause, '；', ','), '，', ','), '、', ','), ';', ','), '|', ',') as causes
  from intermediate.complaint_latest as c
  where c.root_cause is not null
),

cut as (
  select
    l.complaint_key,
    l.source,
    l.complaint_id,
    o.day_offset as place,
    part_of(l.causes, ',', o.day_offset) as label
  from listed as l
  cross join ref.day_offset as o
  where o.day_offset >= 1 and part_of(l.causes, ',', o.day_offset) <> ''
),

-- A cause that is named twice counts once, at its first place.
named as (
  select
    c.complaint_key,
    c.source,
    c.complaint_id,
    c.label,
    min(c.place) as place
  from cut as c
  group by c.complaint_key, c.source, c.complaint_id, c.label
)

select
  n.complaint_key,
  n.source,
  n.complaint_id,
  cast(row_number() over (partition by n.complaint_key order by n.place nulls last) as integer) as cause_order,
  n.label,
  t.code,
  coalesce(t.parent_code, t.code) as group_code,
  t.taxonomy_version,
  t.responsibility as proposed_responsibility
from named as n
left join ref.cause as t on t.code = lower(n.label) and t.is_current

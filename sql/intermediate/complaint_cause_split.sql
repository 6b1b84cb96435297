-- grain: one row per complaint and label named in its root_cause
-- key: complaint_key, cause_order
-- clock: none
-- why: One cell may name several causes, cut at , ; | and their Chinese forms. What a label means is looked up in ref.cause_label: codes and
-- names of the taxonomy, labels that source, home or people gave a meaning; the strongest word counts. One that is not there stays as
-- the source's own label. A cause that was split since has no code but the causes between which to decide, and the group that is sure.
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
),

meant as (
  select
    n.complaint_key,
    n.source,
    n.complaint_id,
    n.label,
    n.place,
    l.code,
    l.heir_group,
    l.heirs,
    l.stated_code,
    l.is_refused
  from named as n
  left join ref.cause_label as l on l.folded = fold_label(n.label) and (l.source = n.source or l.source = '')
  qualify row_number() over (partition by n.complaint_key, n.label order by l.precedence asc nulls last) = 1
)

select
  m.complaint_key,
  m.source,
  m.complaint_id,
  cast(row_number() over (partition by m.complaint_key order by m.place asc nulls last) as integer) as cause_order,
  m.label,
  m.code,
  case when m.code is not null then coalesce(t.parent_code, m.code) else m.heir_group end as group_code,
  m.heirs,
  m.stated_code is not null and m.code is null as must_decide,
  coalesce(m.is_refused, false) as is_refused
from meant as m
left join ref.cause as t on t.code = m.code and t.is_current

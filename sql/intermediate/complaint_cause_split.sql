-- grain: one row per complaint and label named in its root_cause
-- key: complaint_key, cause_order
-- clock: none
-- why: One cell may name several causes, cut at , ; | and their Chinese forms. What a label means is looked up in ref.cause_label: codes and
-- names of the taxonomy, labels that source, home or people gave a meaning; the strongest word counts. One that is not there stays as
-- the source's own label. A cause that was split since has no code but the causes between which to decide, and the group that is sure.
-- What cells say is read once for each distinct cell of a source: there are few, however many complaints bear them.
-- materialized: table
with cell as (
  select distinct
    c.source,
    c.root_cause
  from intermediate.complaint_latest as c
  where c.root_cause is not null
),

listed as (
  select
    c.source,
    c.root_cause,
    replace(replace(replace(replace(replace(c.root_cause, '；', ','), '，', ','), '、', ','), ';', ','), '|', ',') as causes
  from cell as c
),

cut as (
  select
    l.source,
    l.root_cause,
    o.day_offset as place,
    part_of(l.causes, ',', o.day_offset) as label
  from listed as l
  cross join ref.day_offset as o
  where o.day_offset >= 1 and part_of(l.causes, ',', o.day_offset) <> ''
),

-- A cause that is named twice counts once, at its first place.
named as (
  select
    c.source,
    c.root_cause,
    c.label,
    fold_label(c.label) as folded,
    min(c.place) as place
  from cut as c
  group by c.source, c.root_cause, c.label
),

meant as (
  select
    n.source,
    n.root_cause,
    n.label,
    n.place,
    l.code,
    l.heir_group,
    l.heirs,
    l.stated_code,
    l.is_refused
  from named as n
  left join ref.cause_label as l on l.folded = n.folded and (l.source = n.source or l.source = '')
  qualify row_number() over (partition by n.source, n.root_cause, n.label order by l.precedence asc nulls last) = 1
),

ordered as (
  select
    m.source,
    m.root_cause,
    cast(row_number() over (partition by m.source, m.root_cause order by m.place asc nulls last) as integer) as cause_order,
    m.label,
    m.code,
    case when m.code is not null then coalesce(t.parent_code, m.code) else m.heir_group end as group_code,
    m.heirs,
    m.stated_code is not null and m.code is null as must_decide,
    coalesce(m.is_refused, false) as is_refused
  from meant as m
  left join ref.cause as t on t.code = m.code and t.is_current
)

select
  c.complaint_key,
  c.source,
  c.complaint_id,
  o.cause_order,
  o.label,
  o.code,
  o.group_code,
  o.heirs,
  o.must_decide,
  o.is_refused
from intermediate.complaint_latest as c
inner join ordered as o on o.source = c.source and o.root_cause = c.root_cause

-- grain: one row per complaint and cause that a person decided on or, without such a decision, the source gave
-- key: complaint_key, place
-- clock: UTC stamps
-- why: The word of people, which the machine learns from and is held against. A person's decision takes the place of everything the source
-- gave. Two labels of one cause are one. A cause that was split since must be decided again; its group is still sure.
-- materialized: table
with settled as (
  select
    c.complaint_key,
    d.decided_at,
    s.place,
    s.code,
    s.heir_group,
    s.heirs
  from intermediate.complaint_latest as c
  inner join ref.cause_decision as d on d.source = c.source and d.complaint_id = c.complaint_id and d.decides_causes
  inner join ref.cause_decision_cause as s on s.decision_id = d.decision_id
),

stated as (
  select
    s.complaint_key,
    'person' as method,
    s.place,
    s.code,
    s.heir_group as group_code,
    s.heirs,
    s.code is null as must_decide,
    s.decided_at
  from settled as s
  union all
  select
    g.complaint_key,
    'given' as method,
    g.cause_order as place,
    g.code,
    g.group_code,
    g.heirs,
    g.must_decide,
    cast(null as timestamp) as decided_at
  from intermediate.complaint_cause_split as g
  left join (select distinct p.complaint_key from settled as p) as p on p.complaint_key = g.complaint_key
  where p.complaint_key is null and (g.code is not null or g.must_decide)
),

once as (
  select
    s.complaint_key,
    s.method,
    s.code,
    s.group_code,
    s.heirs,
    s.must_decide,
    s.place,
    s.decided_at
  from stated as s
  qualify row_number() over (
    partition by s.complaint_key, coalesce(s.code, 'split ' || coalesce(s.heirs, s.group_code, '')) order by s.place asc nulls last
  ) = 1
)

select
  o.complaint_key,
  cast(row_number() over (partition by o.complaint_key order by o.place asc nulls last) as integer) as place,
  o.method,
  o.code,
  coalesce(t.parent_code, t.code, o.group_code) as group_code,
  o.heirs,
  o.must_decide,
  o.decided_at
from once as o
left join ref.cause as t on t.code = o.code and t.is_current

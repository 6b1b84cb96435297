-- grain: one row per state of a technician that holds on at least one day
-- key: source, technician_id, from_day
-- clock: site-local dates; [from_day, until_day)
-- why: Where somebody was, and at which level, on a given day. A state without valid_from begins when its technician was hired, else with
-- the first day there is; it ends after its valid_to, at the latest where the next one begins.
-- materialized: table
with state as (
  select
    t.source,
    t.technician_id,
    t.team,
    t.region,
    t.skill_level,
    coalesce(t.valid_from, t.hired_at, cast('1900-01-01' as date)) as from_day,
    t.valid_from,
    t.valid_to
  from staging.technician as t
  where t.is_latest and t.is_known
),

ordered as (
  select
    s.source,
    s.technician_id,
    s.team,
    s.region,
    s.skill_level,
    s.from_day,
    add_days(s.valid_to, 1) as ended_on,
    lead(s.from_day) over (
      partition by s.source, s.technician_id
      order by s.from_day asc nulls last, s.valid_from asc nulls first, s.valid_to asc nulls last
    ) as next_from
  from state as s
)

select
  o.source,
  o.technician_id,
  o.from_day,
  case when o.next_from < o.ended_on or o.ended_on is null then o.next_from else o.ended_on end as until_day,
  o.team,
  o.region,
  o.skill_level
from ordered as o
where
  (o.next_from is null or o.from_day < o.next_from)
  and (o.ended_on is null or o.from_day < o.ended_on)

-- grain: one row per rule
-- key: rule_id
-- clock: none
-- why: What each rule caught, what it decided, and whether it agrees with people and sources where they have stated a cause.
-- materialized: table
with caught as (
  select
    c.rule_id,
    c.complaint_key,
    c.code,
    c.place
  from intermediate.complaint_classified as c
  where c.method = 'rule'
),

-- Whether anybody stated a cause, and whether it is the rule's.
stated as (
  select
    s.complaint_key,
    s.code
  from intermediate.complaint_cause_stated as s
  where s.code is not null and s.code <> 'unclassified'
),

counted as (
  select
    c.rule_id,
    count(*) as caught,
    count(case when d.method = 'rule' and d.code = c.code and c.place = 1 then 1 end) as decided,
    count(s.code) as agreed,
    count(any_stated.complaint_key) - count(s.code) as disagreed
  from caught as c
  left join intermediate.complaint_cause_decided as d on d.complaint_key = c.complaint_key and d.cause_order = 1
  left join stated as s on s.complaint_key = c.complaint_key and s.code = c.code
  left join (select distinct s.complaint_key from stated as s) as any_stated on any_stated.complaint_key = c.complaint_key
  group by c.rule_id
)

select
  r.rule_id,
  r.cause,
  r.is_active,
  cast(coalesce(n.caught, 0) as integer) as caught,
  cast(coalesce(n.decided, 0) as integer) as decided_by_it,
  cast(coalesce(n.agreed, 0) as integer) as agreed,
  cast(coalesce(n.disagreed, 0) as integer) as disagreed
from ref.cause_rule as r
left join counted as n on n.rule_id = r.rule_id

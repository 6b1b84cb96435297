-- grain: one row per source and survey
-- key: source, survey_id
-- clock: UTC stamps; what happened after ref.parameter.as_of has not happened yet and is null
-- why: The version of each survey that counts. A survey is answered when it says when, or when any item holds an answer of its scale;
-- a value outside 1…levels (0 for blank, 6 for not applicable) is no answer.
-- materialized: table
with scale as (
  select
    s.source,
    max(case when s.item = 'overall' then s.levels end) as overall_levels,
    max(case when s.item = 'overall' then s.satisfied_from end) as overall_from,
    max(case when s.item = 'attitude' then s.levels end) as attitude_levels,
    max(case when s.item = 'attitude' then s.satisfied_from end) as attitude_from,
    max(case when s.item = 'skill' then s.levels end) as skill_levels,
    max(case when s.item = 'skill' then s.satisfied_from end) as skill_from,
    max(case when s.item = 'arrival' then s.levels end) as arrival_levels,
    max(case when s.item = 'arrival' then s.satisfied_from end) as arrival_from,
    max(case when s.item = 'promise' then s.levels end) as promise_levels,
    max(case when s.item = 'promise' then s.satisfied_from end) as promise_from
  from ref.survey_scale as s
  group by s.source
),

-- Before the answer has come, nothing of it is known.
known as (
  select
    s.source,
    s.survey_id,
    s.ticket_id,
    s.ticket_key,
    s.technician_id,
    s.channel,
    case when s.asked_at <= p.as_of then s.asked_at end as asked_at,
    case when s.answered_at <= p.as_of then s.answered_at end as answered_at,
    case when s.answered_at > p.as_of then null when s.overall between 1 and c.overall_levels then s.overall end as overall,
    case when s.answered_at > p.as_of then null when s.attitude between 1 and c.attitude_levels then s.attitude end as attitude,
    case when s.answered_at > p.as_of then null when s.skill between 1 and c.skill_levels then s.skill end as skill,
    case when s.answered_at > p.as_of then null when s.arrival between 1 and c.arrival_levels then s.arrival end as arrival,
    case when s.answered_at > p.as_of then null when s.promise between 1 and c.promise_levels then s.promise end as promise,
    case when s.answered_at > p.as_of then null else s.recommend end as recommend,
    case when s.answered_at > p.as_of then null else s.comment end as comment,
    c.overall_from,
    c.attitude_from,
    c.skill_from,
    c.arrival_from,
    c.promise_from
  from staging.survey as s
  left join scale as c on c.source = s.source
  cross join ref.parameter as p
  where s.is_latest and s.is_known
)

select
  concat_key(k.source, k.survey_id) as survey_key,
  k.source,
  k.survey_id,
  k.ticket_id,
  k.ticket_key,
  k.technician_id,
  k.channel,
  k.asked_at,
  k.answered_at,
  k.answered_at is not null
    or coalesce(k.overall, k.attitude, k.skill, k.arrival, k.promise, k.recommend) is not null as is_answered,
  k.overall,
  k.attitude,
  k.skill,
  k.arrival,
  k.promise,
  k.recommend,
  k.comment,
  k.overall >= k.overall_from as is_satisfied,
  k.attitude >= k.attitude_from as is_satisfied_attitude,
  k.skill >= k.skill_from as is_satisfied_skill,
  k.arrival >= k.arrival_from as is_satisfied_arrival,
  k.promise >= k.promise_from as is_satisfied_promise,
  case when k.recommend >= 9 then 'promoter' when k.recommend >= 7 then 'passive' when k.recommend >= 0 then 'detractor' end as recommend_class
from known as k

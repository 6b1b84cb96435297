-- grain: one row per source that has loaded anything
-- key: source
-- clock: site-local dates
-- why: What the figures of a source may claim. known_until: facts before this day are all there (its newest fact plus its quiet days, at
-- most as_of; a retired source has nothing more to say). loaded_until leaves out the limit of as_of, retirement apart.
-- A thing that a source never records (follow-ups, reports …) is not measured there, instead of being counted as not done.
-- materialized: table
-- keep: true
with ticket as (
  select
    l.source,
    max(case when s.dispatched_at is not null then 1 else 0 end) as dispatch,
    max(case when s.followed_up_at is not null then 1 else 0 end) as follow_up,
    max(case when l.report_complete is not null then 1 else 0 end) as report
  from intermediate.ticket_latest as l
  inner join intermediate.ticket_stage_merged as s on s.ticket_key = l.ticket_key
  group by l.source
),

explanation as (
  select
    t.source,
    max(1) as explanation
  from intermediate.promise_overrun_explained as x
  inner join intermediate.ticket_latest as t on t.ticket_key = x.ticket_key
  group by t.source
),

survey as (
  select
    s.source,
    max(case when s.ticket_id is not null then 1 else 0 end) as survey
  from intermediate.survey_latest as s
  group by s.source
),

complaint as (
  select
    c.source,
    max(case when c.outcome_told_at is not null then 1 else 0 end) as feedback
  from intermediate.complaint_latest as c
  group by c.source
),

part as (
  select
    u.source,
    max(case when u.old_part_returned is not null then 1 else 0 end) as old_part
  from intermediate.part_usage_latest as u
  group by u.source
),

-- A charge to the customer alone is no record of cost.
cost as (
  select
    e.source,
    max(case when e.original_cost is not null then 1 else 0 end) as cost
  from intermediate.repair_cost_entered as e
  group by e.source
),

mapped as (
  select
    m.source,
    max(case when m.entity = 'ticket' and m.field = 'dispatched_at' then 1 else 0 end) as dispatch,
    max(case when m.entity = 'ticket' and m.field = 'followed_up_at' then 1 else 0 end) as follow_up,
    max(case when m.entity = 'ticket' and m.field = 'report_complete' then 1 else 0 end) as report,
    max(case when m.entity = 'complaint' and m.field = 'outcome_told_at' then 1 else 0 end) as feedback,
    max(case when m.entity = 'part_usage' and m.field = 'old_part_returned' then 1 else 0 end) as old_part
  from ref.mapped_field as m
  group by m.source
)

select
  s.source,
  add_days(local_date(s.data_until, p.time_zone), s.quiet_days) as loaded_until,
  s.retired_on,
  case
    when s.retired_on is not null or s.data_until is null then p.as_of_date
    when add_days(local_date(s.data_until, p.time_zone), s.quiet_days) < p.as_of_date
      then add_days(local_date(s.data_until, p.time_zone), s.quiet_days)
    else p.as_of_date
  end as known_until,
  coalesce(t.dispatch = 1, false) or coalesce(m.dispatch = 1, false) as records_dispatch,
  coalesce(t.follow_up = 1, false) or coalesce(m.follow_up = 1, false) as records_follow_up,
  coalesce(t.report = 1, false) or coalesce(m.report = 1, false) as records_report,
  x.explanation is not null as records_explanation,
  coalesce(v.survey = 1, false) as has_survey,
  coalesce(c.feedback = 1, false) or coalesce(m.feedback = 1, false) as records_feedback,
  coalesce(u.old_part = 1, false) or coalesce(m.old_part = 1, false) as records_old_part,
  u.old_part is not null as has_part_usage,
  coalesce(k.cost = 1, false) as has_cost
from ref.source as s
left join ticket as t on t.source = s.source
left join explanation as x on x.source = s.source
left join survey as v on v.source = s.source
left join complaint as c on c.source = s.source
left join part as u on u.source = s.source
left join cost as k on k.source = s.source
left join mapped as m on m.source = s.source
cross join ref.parameter as p

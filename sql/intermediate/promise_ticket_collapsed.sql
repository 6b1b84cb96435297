-- grain: one row per ticket, stage and stretch of states in which the same promise holds
-- key: ticket_key, preset, promise_id, holds_from
-- clock: UTC stamps; a promise holds [holds_from, holds_until)
-- why: A change that leaves the promise of a stage as it was is none for that stage. Most tickets never change and pass through.
-- materialized: view
with changed as (
  select
    m.ticket_key,
    m.source,
    m.state_no,
    m.from_at,
    m.until_at,
    m.chosen_by,
    m.rule_order,
    m.preset,
    m.preset_version,
    m.promise_id,
    m.stage,
    m.stop_event,
    m.is_condition_known,
    -- The state in which this promise held before, if any: states are counted without gaps.
    max(m.state_no) over (
      partition by m.ticket_key, m.preset, m.preset_version, m.promise_id
      order by m.state_no nulls last
      rows between 1 preceding and 1 preceding
    ) as state_no_before
  from intermediate.promise_ticket_matched as m
  where m.from_at is not null
),

numbered as (
  select
    c.ticket_key,
    c.source,
    c.state_no,
    c.from_at,
    c.until_at,
    c.chosen_by,
    c.rule_order,
    c.preset,
    c.preset_version,
    c.promise_id,
    c.stage,
    c.stop_event,
    c.is_condition_known,
    sum(case when c.state_no_before = c.state_no - 1 then 0 else 1 end) over (
      partition by c.ticket_key, c.preset, c.preset_version, c.promise_id
      order by c.state_no nulls last
      rows between unbounded preceding and current row
    ) as stretch
  from changed as c
)

select
  m.ticket_key,
  m.source,
  cast(null as timestamp) as holds_from,
  cast(null as timestamp) as holds_until,
  m.chosen_by,
  m.rule_order,
  m.preset,
  m.preset_version,
  m.promise_id,
  m.stage,
  m.stop_event,
  m.is_condition_known
from intermediate.promise_ticket_matched as m
where m.from_at is null
union all
select
  n.ticket_key,
  n.source,
  case when min(n.state_no) > 1 then min(n.from_at) end as holds_from,
  case when max(case when n.until_at is null then 1 else 0 end) = 0 then max(n.until_at) end as holds_until,
  max(n.chosen_by) as chosen_by,
  max(n.rule_order) as rule_order,
  n.preset,
  n.preset_version,
  n.promise_id,
  n.stage,
  max(n.stop_event) as stop_event,
  max(case when n.is_condition_known then 1 else 0 end) = 1 as is_condition_known
from numbered as n
group by n.ticket_key, n.source, n.preset, n.preset_version, n.promise_id, n.stage, n.stretch

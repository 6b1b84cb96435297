-- grain: one row per ticket of which something changed, promise and stretch of states in which it holds
-- key: ticket_key, preset, promise_id, holds_from
-- clock: UTC stamps; a promise holds [holds_from, holds_until)
-- why: A change that leaves the promise of a stage as it was is none for that stage. What stops the promise may change within a stretch (a visit
-- becomes advice); the last name in the order of the alphabet holds for all of it, and is that of the state given.
-- materialized: table
with changed as (
  select
    m.ticket_key,
    m.state_no,
    m.from_at,
    m.until_at,
    m.chosen_by,
    m.rule_order,
    m.preset,
    m.preset_version,
    m.promise_id,
    m.stop_event,
    m.is_condition_known,
    -- The state in which this promise held before, if any: states are counted without gaps.
    max(m.state_no) over (
      partition by m.ticket_key, m.preset, m.preset_version, m.promise_id
      order by m.state_no nulls last
      rows between 1 preceding and 1 preceding
    ) as state_no_before
  from intermediate.promise_ticket_matched as m
  where m.from_at is not null and m.round = 1
),

numbered as (
  select
    c.ticket_key,
    c.state_no,
    c.from_at,
    c.until_at,
    c.chosen_by,
    c.rule_order,
    c.preset,
    c.preset_version,
    c.promise_id,
    c.stop_event,
    c.is_condition_known,
    sum(case when c.state_no_before = c.state_no - 1 then 0 else 1 end) over (
      partition by c.ticket_key, c.preset, c.preset_version, c.promise_id
      order by c.state_no nulls last
      rows between unbounded preceding and current row
    ) as stretch
  from changed as c
),

ended as (
  select
    n.ticket_key,
    n.state_no,
    n.from_at,
    n.until_at,
    n.chosen_by,
    n.rule_order,
    n.preset,
    n.preset_version,
    n.promise_id,
    n.stop_event,
    n.is_condition_known,
    n.stretch,
    max(n.stop_event) over (partition by n.ticket_key, n.preset, n.preset_version, n.promise_id, n.stretch) as stretch_stop_event
  from numbered as n
)

select
  e.ticket_key,
  e.preset,
  e.preset_version,
  e.promise_id,
  case when min(e.state_no) > 1 then min(e.from_at) end as holds_from,
  case when max(case when e.until_at is null then 1 else 0 end) = 0 then max(e.until_at) end as holds_until,
  max(e.chosen_by) as chosen_by,
  max(e.rule_order) as rule_order,
  max(case when e.is_condition_known then 1 else 0 end) = 1 as is_condition_known,
  min(case when e.stop_event = e.stretch_stop_event then e.state_no end) as state_no
from ended as e
group by e.ticket_key, e.preset, e.preset_version, e.promise_id, e.stretch

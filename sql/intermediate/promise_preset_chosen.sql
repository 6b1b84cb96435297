-- grain: one row per ticket, state and preset that it has in it
-- key: ticket_key, state_no, preset
-- clock: the site's local date of reception; rules are in force [in_force_from, in_force_until). UTC stamps of the state, [from_at, until_at)
-- why: One preset a ticket: the one it names, else that of the first rule that matches and was in force when it was received, else the
-- site's. A rule's condition whose column is empty does not match. What changes later (a priority, a region) may match another rule from
-- then on. `agreed` is added to every ticket with promised_at or an appointment's end. has_choice spares
-- all others the search for the first promise of a stage.
-- materialized: table
with several as (
  select
    o.source,
    o.preset
  from intermediate.promise_ticket_offered as o
  where o.promises_of_stage > 1
  group by o.source, o.preset
),

chosen as (
  select
    t.ticket_key,
    t.source,
    t.state_no,
    t.from_at,
    t.until_at,
    t.received_on,
    t.agreed_at,
    coalesce(t.sla_preset, r.preset, t.default_preset) as preset,
    case when t.sla_preset is not null then 'named' when r.preset is not null then 'rule' else 'site' end as chosen_by,
    m.rule_order
  from intermediate.promise_preset_received as t
  left join intermediate.promise_preset_ruled as m on m.ticket_key = t.ticket_key and m.state_no = t.state_no
  left join ref.sla_rule as r on r.rule_order = m.rule_order
),

-- Once for its own preset, once more where a time is agreed.
given as (
  select
    c.ticket_key,
    c.source,
    c.state_no,
    c.from_at,
    c.until_at,
    c.received_on,
    case when n.day_offset = 0 then c.preset else 'agreed' end as preset,
    case when n.day_offset = 0 then c.chosen_by else 'agreed' end as chosen_by,
    case when n.day_offset = 0 then c.rule_order end as rule_order
  from chosen as c
  inner join ref.day_offset as n on n.day_offset < 2
  where n.day_offset = 0 or (c.agreed_at is not null and c.preset <> 'agreed')
)

select
  g.ticket_key,
  g.source,
  g.state_no,
  g.from_at,
  g.until_at,
  g.received_on,
  g.preset,
  g.chosen_by,
  g.rule_order,
  v.preset is not null as has_choice
from given as g
left join several as v on v.source = g.source and v.preset = g.preset

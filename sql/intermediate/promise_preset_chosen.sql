-- grain: one row per ticket, state and preset that it has in it
-- key: ticket_key, state_no, preset
-- clock: the site's local date of reception; rules are in force [in_force_from, in_force_until). UTC stamps of the state, [from_at, until_at)
-- why: One preset a ticket: the one it names, else that of the first rule that matches and was in force when it was received, else the
-- site's. A rule's condition whose column is empty does not match. What changes later (a priority, a region) may match another rule from
-- then on. `agreed` is added to every ticket with promised_at or an appointment's end.
-- materialized: table
with received as (
  select
    l.ticket_key,
    l.source,
    coalesce(s.state_no, 1) as state_no,
    s.from_at,
    s.until_at,
    coalesce(s.service_mode, l.service_mode) as service_mode,
    case when s.ticket_key is null then l.priority else s.priority end as priority,
    coalesce(s.product_family, l.product_family) as product_family,
    coalesce(s.region, l.region) as region,
    l.sla_preset,
    coalesce(l.promised_at, l.appointment_to) as agreed_at,
    local_date(l.received_at, p.time_zone) as received_on,
    p.default_preset
  from intermediate.ticket_latest as l
  left join intermediate.ticket_state_spanned as s on s.ticket_key = l.ticket_key
  cross join ref.parameter as p
),

ruled as (
  select
    t.ticket_key,
    t.state_no,
    min(r.rule_order) as rule_order
  from received as t
  cross join ref.sla_rule as r
  where t.sla_preset is null
    and t.received_on >= r.in_force_from
    and (r.in_force_until is null or t.received_on < r.in_force_until)
    and (r.sources is null or has_code(r.sources, t.source))
    and (r.service_modes is null or has_code(r.service_modes, t.service_mode))
    and (r.priorities is null or has_code(r.priorities, t.priority))
    and (r.product_families is null or has_code(r.product_families, t.product_family))
    and (r.regions is null or has_code(r.regions, t.region))
  group by t.ticket_key, t.state_no
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
  from received as t
  left join ruled as m on m.ticket_key = t.ticket_key and m.state_no = t.state_no
  left join ref.sla_rule as r on r.rule_order = m.rule_order
)

select
  c.ticket_key,
  c.source,
  c.state_no,
  c.from_at,
  c.until_at,
  c.received_on,
  c.preset,
  c.chosen_by,
  c.rule_order
from chosen as c
union all
select
  c.ticket_key,
  c.source,
  c.state_no,
  c.from_at,
  c.until_at,
  c.received_on,
  'agreed' as preset,
  'agreed' as chosen_by,
  cast(null as integer) as rule_order
from chosen as c
where c.agreed_at is not null and c.preset <> 'agreed'

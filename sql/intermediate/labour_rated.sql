-- grain: one row per source and labour entry
-- key: source, labour_id
-- clock: site-local dates
-- why: What hours and kilometres cost. Money that the source states stays; else the first rate of ref.rate that fits the technician as he
-- was on that day, the kind of work and the source. A figure that its rate does not price is left out; if none of them is priced, or no
-- rate is in force, the amount is missing (is_…_unpriced), never 0. No hours and no kilometres cost nothing, and say nothing.
-- materialized: table
with entry as (
  select
    l.labour_key,
    l.source,
    l.labour_id,
    l.ticket_id,
    l.ticket_key,
    l.worked_on,
    l.technician_id,
    l.work_kind,
    l.hours,
    l.travel_hours,
    l.travel_km,
    l.labour_cost,
    l.travel_cost,
    l.currency,
    t.team,
    t.region,
    t.skill_level,
    l.labour_cost is null and l.hours > 0 as needs_labour,
    l.travel_cost is null and (coalesce(l.travel_hours, 0) > 0 or coalesce(l.travel_km, 0) > 0) as needs_travel
  from intermediate.labour_latest as l
  left join intermediate.technician_spanned as t
    on
      t.source = l.source
      and t.technician_id = l.technician_id
      and l.worked_on >= t.from_day
      and l.worked_on < coalesce(t.until_day, cast('9999-12-31' as date))
),

fitting as (
  select
    e.labour_key,
    r.component,
    r.rate_order,
    case
      when r.component = 'labour' then cents_times(r.per_hour, e.hours)
      when r.per_hour is not null and e.travel_hours > 0 and r.per_km is not null and e.travel_km > 0
        then cents_times(r.per_hour, e.travel_hours) + cents_times(r.per_km, e.travel_km)
      when r.per_hour is not null and e.travel_hours > 0 then cents_times(r.per_hour, e.travel_hours)
      when r.per_km is not null and e.travel_km > 0 then cents_times(r.per_km, e.travel_km)
    end as cost
  from entry as e
  inner join ref.rate as r
    on
      (r.component = 'labour' and e.needs_labour or r.component = 'travel' and e.needs_travel)
      and e.worked_on >= r.in_force_from
      and (r.in_force_until is null or e.worked_on < r.in_force_until)
      and (r.sources is null or has_code(r.sources, e.source))
      and (r.skill_levels is null or coalesce(has_code(r.skill_levels, e.skill_level), false))
      and (r.teams is null or coalesce(has_code(r.teams, e.team), false))
      and (r.regions is null or coalesce(has_code(r.regions, e.region), false))
      and (r.work_kinds is null or has_code(r.work_kinds, e.work_kind))
),

chosen as (
  select
    f.labour_key,
    f.component,
    f.rate_order,
    f.cost
  from fitting as f
  qualify row_number() over (partition by f.labour_key, f.component order by f.rate_order asc nulls last) = 1
)

select
  e.labour_key,
  e.source,
  e.labour_id,
  e.ticket_id,
  e.ticket_key,
  e.worked_on,
  e.technician_id,
  e.team as technician_team,
  e.region as technician_region,
  e.skill_level,
  e.work_kind,
  e.hours,
  e.travel_hours,
  e.travel_km,
  case when e.needs_labour then w.cost else e.labour_cost end as labour_cost,
  case when e.needs_labour then p.currency else e.currency end as labour_currency,
  e.needs_labour and w.cost is not null as is_labour_rated,
  e.needs_labour and w.cost is null as is_labour_unpriced,
  w.rate_order as labour_rate_order,
  case when e.needs_travel then v.cost else e.travel_cost end as travel_cost,
  case when e.needs_travel then p.currency else e.currency end as travel_currency,
  e.needs_travel and v.cost is not null as is_travel_rated,
  e.needs_travel and v.cost is null as is_travel_unpriced,
  v.rate_order as travel_rate_order
from entry as e
left join chosen as w on w.labour_key = e.labour_key and w.component = 'labour'
left join chosen as v on v.labour_key = e.labour_key and v.component = 'travel'
cross join ref.parameter as p

-- grain: one row per amount of money and what is odd about it
-- key: entry_key, finding
-- clock: site-local dates
-- why: Amounts as ledgers have them: all of them count as they stand, and stand here to be looked at. correction: negative. zero: hours,
-- kilometres, a part or an item for nothing. entered_twice: the same content under another key, from the second on. repeated_total: the
-- labour entries of a ticket have the same amount whatever their hours, from the second on, as when a total stands on every line.
-- An amount is extreme beyond Tukey's far-out fence, Q3 + 3 (Q3 − Q1), of its source and component, and beyond 20 medians: skewed amounts
-- alone would be beyond the fence in numbers.
-- materialized: table
-- order: used_on, entry_key
with quartile as (
  select
    e.source,
    e.component,
    quantile_of(e.cost, 0.25) as q1,
    quantile_of(e.cost, 0.5) as q2,
    quantile_of(e.cost, 0.75) as q3,
    count(*) as n
  from marts.cost_entry as e
  where e.cost > 0
  group by e.source, e.component
),

twice as (
  select c.entry_key
  from intermediate.repair_cost_described as c
  qualify row_number() over (partition by c.content order by c.entry_key asc nulls last) > 1
),

same_total as (
  select l.ticket_key
  from intermediate.labour_rated as l
  where l.ticket_key is not null and l.labour_cost > 0 and not l.is_labour_rated
  group by l.ticket_key
  having count(*) > 1 and min(l.labour_cost) = max(l.labour_cost) and min(l.hours) < max(l.hours)
),

repeated as (
  select 'labour:' || l.labour_key as entry_key
  from intermediate.labour_rated as l
  inner join same_total as s on s.ticket_key = l.ticket_key
  qualify row_number() over (partition by l.ticket_key order by l.labour_key asc nulls last) > 1
),

worked as (
  select 'labour:' || l.labour_key as entry_key
  from intermediate.labour_rated as l
  where l.labour_cost = 0 and l.hours > 0
  union all
  select 'travel:' || l.labour_key as entry_key
  from intermediate.labour_rated as l
  where l.travel_cost = 0 and (coalesce(l.travel_hours, 0) > 0 or coalesce(l.travel_km, 0) > 0)
),

found as (
  select e.entry_key, 'correction' as finding
  from marts.cost_entry as e
  where e.cost < 0
  union all
  select e.entry_key, 'zero' as finding
  from marts.cost_entry as e
  where e.cost = 0 and e.component not in ('labour', 'travel')
  union all
  select w.entry_key, 'zero' as finding
  from worked as w
  union all
  select t.entry_key, 'entered_twice' as finding
  from twice as t
  union all
  select r.entry_key, 'repeated_total' as finding
  from repeated as r
  union all
  select e.entry_key, 'extreme' as finding
  from marts.cost_entry as e
  inner join quartile as q on q.source = e.source and q.component = e.component
  where q.n >= 20 and e.cost > q.q3 + 3 * (q.q3 - q.q1) and e.cost > 20 * q.q2
)

select
  f.entry_key,
  f.finding,
  e.source,
  e.ticket_key,
  e.used_on,
  e.component,
  e.cost,
  e.site,
  e.region,
  e.team,
  e.product_family,
  e.work_kind
from found as f
inner join marts.cost_entry as e on e.entry_key = f.entry_key
where e.cost is not null

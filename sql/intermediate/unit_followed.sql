-- grain: one row per unit whose purchase date is known and that was in service while uses of parts were recorded
-- key: unit_key
-- clock: whole days of age; a unit is followed on the ages [entry_age, exit_age], both included
-- why: When each unit can be seen to need a part: from its purchase, or from the first day on which its source records uses (what was replaced
-- before is not known), to its exchange or refund, or to the last known day.
-- materialized: table
with begun as (
  select
    u.source,
    min(local_date(u.used_at, p.time_zone)) as known_from
  from intermediate.part_usage_latest as u
  cross join ref.parameter as p
  group by u.source
),

aged as (
  select
    d.unit_key,
    d.source,
    d.product_family,
    d.purchased_on,
    case when b.known_from > d.purchased_on then days_between(d.purchased_on, b.known_from) else 0 end as entry_age,
    case
      when d.left_on < s.known_until then days_between(d.purchased_on, d.left_on)
      else days_between(d.purchased_on, s.known_until) - 1
    end as exit_age,
    coalesce(d.left_on < s.known_until, false) as has_left
  from intermediate.unit_dated as d
  inner join begun as b on b.source = d.source
  inner join intermediate.kpi_source_described as s on s.source = d.source
  where d.purchased_on is not null and d.product_family is not null
)

select
  a.unit_key,
  a.source,
  a.product_family,
  a.purchased_on,
  a.entry_age,
  a.exit_age,
  a.has_left
from aged as a
where a.exit_age >= a.entry_age

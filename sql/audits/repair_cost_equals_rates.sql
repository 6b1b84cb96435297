-- severity: error
-- why: Every computed amount is its figure times a rate that was in force on its day, every converted one what was written times the rate of
-- its currency. Worked out from the loaded rows again, not from the models that computed them.
with labour as (
  select
    'labour:' || concat_key(l.source, l.labour_id) as entry_key,
    l.date as day,
    cents_times(r.per_hour, l.hours) as expected
  from intermediate.labour_rated as e
  inner join staging.labour as l on l.source = e.source and l.labour_id = e.labour_id and l.is_latest
  inner join ref.rate as r on r.component = 'labour' and r.rate_order = e.labour_rate_order
  where
    e.is_labour_rated
    and l.date >= r.in_force_from
    and (r.in_force_until is null or l.date < r.in_force_until)
  union all
  select
    'travel:' || concat_key(l.source, l.labour_id) as entry_key,
    l.date as day,
    coalesce(cents_times(r.per_hour, case when l.travel_hours > 0 then l.travel_hours end), 0)
    + coalesce(cents_times(r.per_km, case when l.travel_km > 0 then l.travel_km end), 0) as expected
  from intermediate.labour_rated as e
  inner join staging.labour as l on l.source = e.source and l.labour_id = e.labour_id and l.is_latest
  inner join ref.rate as r on r.component = 'travel' and r.rate_order = e.travel_rate_order
  where
    e.is_travel_rated
    and l.date >= r.in_force_from
    and (r.in_force_until is null or l.date < r.in_force_until)
)

select
  e.entry_key,
  'computed by a rate' as wrong,
  e.original_cost as found,
  l.expected
from intermediate.repair_cost_entered as e
left join labour as l on l.entry_key = e.entry_key
where e.is_rated and e.component in ('labour', 'travel') and e.original_cost is distinct from l.expected
union all
select
  e.entry_key,
  'converted' as wrong,
  e.cost as found,
  cents_times(e.original_cost, x.rate) as expected
from intermediate.repair_cost_entered as e
cross join ref.parameter as p
left join ref.currency_rate as x
  on
    x.currency = e.currency
    and e.used_on >= x.in_force_from
    and (x.in_force_until is null or e.used_on < x.in_force_until)
where e.currency <> p.currency and e.cost is distinct from cents_times(e.original_cost, x.rate)

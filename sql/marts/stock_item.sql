-- grain: one row per part and place that was ever counted
-- key: source, part_no, location
-- clock: site-local dates
-- why: What lies in stock by the newest count, and whether it is dead: some is there, it is listed that long, and none was issued or used for
-- ref.part_rule.dead_after_days up to the last known day. A source whose issues and uses do not reach back that far says nothing about it.
-- materialized: table
with recorded as (
  select
    m.source,
    min(m.recorded_from) as recorded_from
  from intermediate.part_moved as m
  group by m.source
)

select
  c.source,
  c.part_no,
  c.part_name,
  c.location,
  c.counted_on,
  c.book_quantity,
  c.counted_quantity,
  cast(money_times(l.standard_cost, c.counted_quantity) as double) as value,
  m.last_moved_on,
  days_between(m.last_moved_on, k.known_until) as still_days,
  case
    when r.recorded_from is null or r.recorded_from > add_days(k.known_until, 0 - q.dead_after_days) then null
    when c.counted_quantity <= 0 then false
    when l.introduced_on > add_days(k.known_until, 0 - q.dead_after_days) then false
    else coalesce(m.last_moved_on <= add_days(k.known_until, 0 - q.dead_after_days), true)
  end as is_dead,
  c.site,
  c.region
from marts.stock_count as c
left join intermediate.part_listed as l on l.source = c.source and l.part_no = c.part_no
left join intermediate.part_moved as m on m.source = c.source and m.part_no = c.part_no
left join recorded as r on r.source = c.source
left join intermediate.kpi_source_described as k on k.source = c.source
cross join ref.part_rule as q
where c.is_newest

-- grain: one row per ticket, field and value that the field took, for tickets of which a field changed
-- key: ticket_key, field, from_at
-- clock: UTC stamps; a value holds [from_at, until_at)
-- why: What promises depend on (priority, place, kind of work …) may change while a ticket is open. Its versions say what was true at their own
-- update time, the log says when the priority changed. What was empty and is filled later is late knowledge, true from the beginning; what
-- is emptied is no change. A version without a time of its own, or written after as_of, says nothing of when. A priority that the log
-- changes was another one before, unknown unless a version from then says which.
-- materialized: table
with version as (
  select
    t.ticket_key,
    t.updated_at,
    t.is_latest,
    t.load_sequence,
    t.source_row,
    t.priority,
    t.region,
    t.site,
    t.zone,
    t.distance_km,
    t.supplier_involved,
    t.fault_family,
    t.product_family,
    t.service_mode,
    t.work_kind,
    t.warranty
  from staging.ticket as t
  cross join ref.parameter as p
  where t.is_known and t.updated_at <= p.as_of
),

repeated as (
  select v.ticket_key
  from version as v
  group by v.ticket_key
  having count(*) > 1
),

suspect as (
  select v.ticket_key
  from version as v
  inner join repeated as r on r.ticket_key = v.ticket_key
  group by v.ticket_key
  having min(v.priority) <> max(v.priority)
    or min(v.region) <> max(v.region)
    or min(v.site) <> max(v.site)
    or min(v.zone) <> max(v.zone)
    or min(v.distance_km) <> max(v.distance_km)
    or min(v.supplier_involved) <> max(v.supplier_involved)
    or min(v.fault_family) <> max(v.fault_family)
    or min(v.product_family) <> max(v.product_family)
    or min(v.service_mode) <> max(v.service_mode)
    or min(v.work_kind) <> max(v.work_kind)
    or min(v.warranty) <> max(v.warranty)
    -- Emptied by the version that counts: what it was before still holds.
    or (max(v.priority) is not null and max(case when v.is_latest then v.priority end) is null)
    or (max(v.region) is not null and max(case when v.is_latest then v.region end) is null)
    or (max(v.site) is not null and max(case when v.is_latest then v.site end) is null)
    or (max(v.zone) is not null and max(case when v.is_latest then v.zone end) is null)
    or (max(v.distance_km) is not null and max(case when v.is_latest then v.distance_km end) is null)
    or (max(v.supplier_involved) is not null and max(case when v.is_latest then v.supplier_involved end) is null)
    or (max(v.fault_family) is not null and max(case when v.is_latest then v.fault_family end) is null)
    or (max(v.product_family) is not null and max(case when v.is_latest then v.product_family end) is null)
    or (max(v.service_mode) is not null and max(case when v.is_latest then v.service_mode end) is null)
    or (max(v.work_kind) is not null and max(case when v.is_latest then v.work_kind end) is null)
    or (max(v.warranty) is not null and max(case when v.is_latest then v.warranty end) is null)
  union
  select e.ticket_key
  from intermediate.ticket_event_ordered as e
  where e.event = 'priority_changed' and e.value is not null
),

field as (
  select 'priority' as field
  union all
  select 'region' as field
  union all
  select 'site' as field
  union all
  select 'zone' as field
  union all
  select 'distance_km' as field
  union all
  select 'supplier_involved' as field
  union all
  select 'fault_family' as field
  union all
  select 'product_family' as field
  union all
  select 'service_mode' as field
  union all
  select 'work_kind' as field
  union all
  select 'warranty' as field
),

observed as (
  select
    v.ticket_key,
    f.field,
    case f.field
      when 'priority' then v.priority
      when 'region' then v.region
      when 'site' then v.site
      when 'zone' then v.zone
      when 'distance_km' then cast(v.distance_km as varchar)
      when 'supplier_involved' then cast(v.supplier_involved as varchar)
      when 'fault_family' then v.fault_family
      when 'product_family' then v.product_family
      when 'service_mode' then v.service_mode
      when 'work_kind' then v.work_kind
      when 'warranty' then v.warranty
    end as value,
    v.updated_at as at,
    -- Of one moment the log comes first: a version written then shows what came of it.
    1 as kind,
    v.load_sequence as first_order,
    v.source_row as second_order,
    false as was_another
  from version as v
  inner join suspect as s on s.ticket_key = v.ticket_key
  cross join field as f
  union all
  select
    e.ticket_key,
    'priority' as field,
    e.value,
    e.at,
    0 as kind,
    e.event_order as first_order,
    0 as second_order,
    true as was_another
  from intermediate.ticket_event_ordered as e
  where e.event = 'priority_changed' and e.value is not null
),

-- One value a moment.
settled as (
  select
    o.ticket_key,
    o.field,
    o.value,
    o.at,
    o.was_another
  from observed as o
  where o.value is not null
  qualify row_number() over (
    partition by o.ticket_key, o.field, o.at
    order by o.kind desc nulls last, o.first_order desc nulls last, o.second_order desc nulls last
  ) = 1
),

compared as (
  select
    s.ticket_key,
    s.field,
    s.value,
    s.at,
    s.was_another,
    min(s.value) over (
      partition by s.ticket_key, s.field order by s.at nulls last rows between 1 preceding and 1 preceding
    ) as value_before
  from settled as s
),

-- A first value holds from the beginning, unless the log says that there was another.
taken as (
  select
    c.ticket_key,
    c.field,
    c.value,
    case when c.value_before is null and not c.was_another then cast(null as timestamp) else c.at end as from_at
  from compared as c
  where c.value_before is null or c.value_before <> c.value
  union all
  select
    c.ticket_key,
    c.field,
    cast(null as varchar) as value,
    cast(null as timestamp) as from_at
  from compared as c
  where c.value_before is null and c.was_another
),

follow as (
  select
    t.ticket_key,
    t.field,
    t.value,
    t.from_at,
    min(t.from_at) over (
      partition by t.ticket_key, t.field order by t.from_at nulls first rows between 1 following and 1 following
    ) as until_at
  from taken as t
)

select
  f.ticket_key,
  f.field,
  f.value,
  greatest_stamp(f.from_at, l.received_at) as from_at,
  f.until_at
from follow as f
inner join intermediate.ticket_latest as l on l.ticket_key = f.ticket_key
where f.until_at is null or f.until_at > l.received_at

-- grain: one row per broken promise of a ticket
-- key: source, subject_id, promise_id, cycle
-- clock: UTC stamps; calendar minutes from the start (of an agreed time: the reception) to the stop, else to as_of
-- why: What a broken promise's time went into, without remainder: the six parts add up to calendar_minutes. The principal cause is the largest
-- part; of equal ones the first in the order of the columns. Time outside the calendar's table counts as own work.
-- materialized: table
-- order: stage, started_on
with summed as (
  select
    k.ticket_key,
    k.promise_id,
    k.cycle,
    min(k.from_at) as from_at,
    max(k.until_at) as until_at,
    sum_exact(k.minutes) as calendar_minutes,
    sum_exact(case when k.cause = 'customer' then k.minutes else 0 end) as customer_wait_minutes,
    sum_exact(case when k.cause = 'parts' then k.minutes else 0 end) as parts_wait_minutes,
    sum_exact(case when k.cause = 'supplier' then k.minutes else 0 end) as supplier_wait_minutes,
    sum_exact(case when k.cause = 'not_assigned' then k.minutes else 0 end) as not_assigned_minutes,
    sum_exact(case when k.cause is null then k.minutes - coalesce(k.worked_minutes, k.minutes) else 0 end) as out_of_hours_minutes,
    sum_exact(case when k.cause is null then coalesce(k.worked_minutes, k.minutes) else 0 end) as own_work_minutes,
    sum_exact(case when k.is_paused then k.minutes else 0 end) as paused_wait_minutes
  from marts.promise_delay_piece as k
  group by k.ticket_key, k.promise_id, k.cycle
),

parted as (
  select
    p.source,
    p.subject_id,
    p.ticket_key,
    p.promise_id,
    p.cycle,
    p.round,
    p.preset,
    p.promise_name_zh,
    p.promise_name_en,
    p.stage,
    s.from_at,
    s.until_at,
    p.due_at,
    p.stopped_at,
    coalesce(s.calendar_minutes, 0) as calendar_minutes,
    coalesce(s.customer_wait_minutes, 0) as customer_wait_minutes,
    coalesce(s.parts_wait_minutes, 0) as parts_wait_minutes,
    coalesce(s.supplier_wait_minutes, 0) as supplier_wait_minutes,
    coalesce(s.not_assigned_minutes, 0) as not_assigned_minutes,
    coalesce(s.out_of_hours_minutes, 0) as out_of_hours_minutes,
    coalesce(s.own_work_minutes, 0) as own_work_minutes,
    coalesce(s.paused_wait_minutes, 0) as paused_wait_minutes,
    p.started_on,
    p.site,
    p.region,
    p.team,
    p.product_family,
    p.work_kind
  from marts.promise as p
  left join summed as s on s.ticket_key = p.ticket_key and s.promise_id = p.promise_id and s.cycle = p.cycle
  where p.subject_kind = 'ticket' and p.verdict = 'broken'
),

part as (
  select
    q.ticket_key,
    q.promise_id,
    q.cycle,
    n.day_offset as place,
    case n.day_offset
      when 0 then q.customer_wait_minutes
      when 1 then q.parts_wait_minutes
      when 2 then q.supplier_wait_minutes
      when 3 then q.not_assigned_minutes
      when 4 then q.out_of_hours_minutes
      else q.own_work_minutes
    end as minutes
  from parted as q
  inner join ref.day_offset as n on n.day_offset < 6
),

largest as (
  select
    a.ticket_key,
    a.promise_id,
    a.cycle,
    a.place
  from part as a
  where a.minutes > 0
  qualify row_number() over (
    partition by a.ticket_key, a.promise_id, a.cycle order by a.minutes desc nulls last, a.place nulls last
  ) = 1
)

select
  q.source,
  q.subject_id,
  q.ticket_key,
  q.promise_id,
  q.cycle,
  q.round,
  q.preset,
  q.promise_name_zh,
  q.promise_name_en,
  q.stage,
  q.from_at,
  q.until_at,
  q.due_at,
  q.stopped_at,
  q.calendar_minutes,
  q.customer_wait_minutes,
  q.parts_wait_minutes,
  q.supplier_wait_minutes,
  q.not_assigned_minutes,
  q.out_of_hours_minutes,
  q.own_work_minutes,
  q.paused_wait_minutes,
  case l.place
    when 0 then 'customer'
    when 1 then 'parts'
    when 2 then 'supplier'
    when 3 then 'not_assigned'
    when 4 then 'out_of_hours'
    else 'own_work'
  end as principal_cause,
  q.started_on,
  q.site,
  q.region,
  q.team,
  q.product_family,
  q.work_kind
from parted as q
left join largest as l on l.ticket_key = q.ticket_key and l.promise_id = q.promise_id and l.cycle = q.cycle

-- grain: one row per served on-site job that replaced parts
-- key: ticket_key
-- clock: UTC stamps, site-local dates
-- why: Whether the right parts were there the first time. They were not when parts went in on more than one day, or when the job began to wait
-- for parts after somebody had arrived. A second visit for another reason is not the parts' fault. In the workshop a missing part
-- costs no visit: only on-site jobs are judged.
-- materialized: table
with used as (
  select
    u.ticket_key,
    count(distinct u.used_on) as days
  from marts.part_usage as u
  inner join marts.part_replacement as r on r.ticket_key = u.ticket_key and r.source = u.source and r.part_no = u.part_no
  where u.quantity > 0
  group by u.ticket_key
),

waited as (
  select w.ticket_key
  from marts.ticket_wait as w
  inner join marts.ticket as t on t.ticket_key = w.ticket_key
  where w.waits_for = 'parts' and w.started_at >= t.arrived_at
  group by w.ticket_key
)

select
  t.ticket_key,
  cast(u.days as integer) as used_days,
  w.ticket_key is not null as waited_after_arrival,
  u.days = 1 and w.ticket_key is null as is_first_pass
from used as u
inner join marts.ticket as t on t.ticket_key = u.ticket_key
left join waited as w on w.ticket_key = u.ticket_key
where t.is_served and t.service_mode = 'onsite'

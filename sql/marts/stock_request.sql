-- grain: one row per source and request for a part that was out of stock
-- key: request_key
-- clock: UTC stamps, site-local dates, days of 24 hours
-- why: Whether a request was answered in time (the verdict of its promise), and how long the part took to come. One that is answered with no
-- part is answered, not filled.
-- materialized: table
with promised as (
  select
    p.source,
    p.subject_id,
    max(case when p.verdict = 'broken' then 2 when p.verdict in ('running', 'not_started') then 1 else 0 end) as state
  from marts.promise as p
  where p.subject_kind = 'stock_request' and p.verdict in ('kept', 'broken', 'running', 'not_started')
  group by p.source, p.subject_id
)

select
  r.request_key,
  r.source,
  r.request_id,
  r.part_no,
  l.part_name,
  r.requested_at,
  local_date(r.requested_at, p.time_zone) as requested_on,
  r.answered_at,
  r.filled_at,
  case m.state when 0 then 'kept' when 1 then 'running' when 2 then 'broken' end as verdict,
  r.answered_at is null and r.filled_at is null as is_unanswered,
  r.filled_at is null as is_unfilled,
  minutes_between(r.requested_at, r.filled_at) / 1440 as days_to_fill
from intermediate.stock_request_latest as r
left join intermediate.part_listed as l on l.source = r.source and l.part_no = r.part_no
left join promised as m on m.source = r.source and m.subject_id = r.request_id
cross join ref.parameter as p

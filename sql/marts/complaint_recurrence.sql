-- grain: one row per complaint and what it may recur for: its customer, its unit
-- key: complaint_key, kind
-- clock: UTC stamps; days of 24 hours between receipts
-- why: Whether the same customer, or the customer of the same unit (serial number of the ticket), had complained before, within one source.
-- A complaint without a customer, or without a unit, has no row of that kind: it can neither be one again nor be counted among those that
-- are not. Complaints received at the same moment are ordered by their key. The subject is a keyed hash or a serial number: for
-- finding a subject's complaints, never to be shown.
-- materialized: table
with subject as (
  select
    c.complaint_key,
    c.source,
    c.received_at,
    'customer' as kind,
    concat_key(c.source, coalesce(c.customer_id, t.customer_id)) as subject_key
  from intermediate.complaint_latest as c
  left join marts.ticket as t on t.ticket_key = c.ticket_key
  where coalesce(c.customer_id, t.customer_id) is not null
  union all
  select
    c.complaint_key,
    c.source,
    c.received_at,
    'unit' as kind,
    concat_key(c.source, t.serial_no) as subject_key
  from intermediate.complaint_latest as c
  inner join marts.ticket as t on t.ticket_key = c.ticket_key
  where t.serial_no is not null
),

placed as (
  select
    s.complaint_key,
    s.kind,
    s.subject_key,
    s.received_at,
    cast(
      row_number() over (partition by s.kind, s.subject_key order by s.received_at nulls last, s.complaint_key nulls last) as integer
    ) as place,
    cast(count(*) over (partition by s.kind, s.subject_key) as integer) as subject_complaints
  from subject as s
)

select
  p.complaint_key,
  p.kind,
  p.subject_key,
  p.place,
  p.subject_complaints,
  b.complaint_key as previous_complaint_key,
  minutes_between(b.received_at, p.received_at) / 1440 as days_since_previous
from placed as p
left join placed as b on b.kind = p.kind and b.subject_key = p.subject_key and b.place = p.place - 1

-- what: what customers said in the weeks of an alarm, the newest first: complaints of the cause; for a part, complaints about a part of the
-- jobs that used it, then the faults as those customers reported them. Masked, as the lake has them.
-- parameters: alarm VARCHAR, most INTEGER
with chosen as (
  select
    alarm.series_kind,
    alarm.product_family,
    alarm.code,
    alarm.began_on,
    coalesce(alarm.ended_on, parameter.as_of_date) as until
  from marts.cause_alarm as alarm
  cross join ref.parameter as parameter
  where alarm.alarm_id = $alarm
),

used as (
  select
    part_usage.ticket_key,
    max(part_usage.used_on) as used_on
  from chosen
  inner join marts.part_usage as part_usage
    on
      chosen.code = part_usage.part_no
      and chosen.product_family = part_usage.product_family
      and part_usage.used_on >= chosen.began_on
      and part_usage.used_on <= chosen.until
      and part_usage.quantity > 0
  where chosen.series_kind = 'part_product' and part_usage.ticket_key is not null
  group by part_usage.ticket_key
),

said as (
  select
    1 as place,
    complaint.complaint_key as example_key,
    complaint.received_on as day,
    complaint.complaint_id,
    complaint.ticket_key,
    complaint.ticket_id,
    complaint.text
  from chosen
  inner join marts.complaint_cause as named
    on
      chosen.series_kind <> 'part_product'
      and chosen.code = named.root_cause
  inner join marts.complaint as complaint
    on
      named.source = complaint.source
      and named.complaint_id = complaint.complaint_id
      and complaint.received_on >= chosen.began_on
      and complaint.received_on <= chosen.until
      and (chosen.product_family is null or complaint.product_family = chosen.product_family)
  union all
  select
    1 as place,
    complaint.complaint_key as example_key,
    complaint.received_on as day,
    complaint.complaint_id,
    complaint.ticket_key,
    complaint.ticket_id,
    complaint.text
  from used
  inner join marts.complaint as complaint
    on
      used.ticket_key = complaint.ticket_key
      and complaint.cause_group = 'part'
  union all
  select
    2 as place,
    ticket.ticket_key as example_key,
    used.used_on as day,
    cast(null as varchar) as complaint_id,
    ticket.ticket_key,
    ticket.ticket_id,
    ticket.fault_text as text
  from used
  inner join marts.ticket as ticket on used.ticket_key = ticket.ticket_key
)

select
  said.example_key,
  said.day,
  said.complaint_id,
  said.ticket_key,
  said.ticket_id,
  said.text
from said
where said.text is not null and said.text <> ''
group by said.place, said.example_key, said.day, said.complaint_id, said.ticket_key, said.ticket_id, said.text
order by said.place asc nulls last, said.day desc nulls last, said.example_key asc nulls last
limit $most

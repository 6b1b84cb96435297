-- what: words of customers, the newest first, with the cause that a person or the source named
-- parameters: most INTEGER
select
  complaint.text,
  case when complaint.cause_method in ('given', 'person') then complaint.root_cause end as stated_cause
from marts.complaint as complaint
where
  complaint.text is not null
  and complaint.text <> ''
order by complaint.received_at desc nulls last, complaint.complaint_key asc nulls last
limit $most

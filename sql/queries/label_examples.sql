-- what: the newest complaints with words that bear a label which means no cause, a few of each
-- parameters: each INTEGER
with bearing as (
  select
    complaint_cause.source,
    complaint_cause.root_cause_detail as label,
    complaint.text,
    row_number() over (
      partition by complaint_cause.source, complaint_cause.root_cause_detail
      order by complaint.received_at desc nulls last, complaint.complaint_key asc nulls last
    ) as place
  from marts.complaint_cause as complaint_cause
  inner join marts.complaint as complaint
    on
      complaint_cause.source = complaint.source
      and complaint_cause.complaint_id = complaint.complaint_id
  where
    complaint_cause.root_cause_detail is not null
    and complaint.text is not null
    and complaint.text <> ''
)

select
  bearing.source,
  bearing.label,
  bearing.text
from bearing
where bearing.place <= $each
order by bearing.source asc nulls last, bearing.label asc nulls last, bearing.place asc nulls last

-- what: the complaints about a ticket, with the names of their causes
-- parameters: ticket_key VARCHAR
select
  complaint.complaint_key,
  complaint.complaint_id,
  complaint.received_at,
  complaint.responded_at,
  complaint.resolved_at,
  complaint.outcome_told_at,
  complaint.closed_at,
  complaint.is_open,
  complaint.channel,
  complaint.severity,
  complaint.remedy_sought,
  complaint.text,
  coalesce(cause.name_zh, complaint.root_cause_detail) as cause_zh,
  coalesce(cause.name_en, complaint.root_cause_detail) as cause_en,
  cause_group.name_zh as group_zh,
  cause_group.name_en as group_en,
  complaint.cause_method,
  complaint.responsibility,
  complaint.compensation,
  complaint.currency
from marts.complaint as complaint
left join ref.cause as cause
  on
    complaint.root_cause = cause.code
    and complaint.taxonomy_version = cause.taxonomy_version
left join ref.cause as cause_group
  on
    complaint.cause_group = cause_group.code
    and complaint.taxonomy_version = cause_group.taxonomy_version
where complaint.ticket_key = $ticket_key
order by complaint.received_at asc nulls last, complaint.complaint_key asc nulls last

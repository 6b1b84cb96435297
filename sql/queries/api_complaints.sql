-- what: complaints by the site-local day of their reception, a page of them, without technicians. The page's keys first,
-- its many columns after: sorting a million rows of all columns takes ten times as long.
-- parameters: from DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR, cause_group VARCHAR, after_on DATE, after_key VARCHAR, limit INTEGER
with page as (
  select complaint.complaint_key
  from marts.complaint as complaint
  where
    ($from is null or complaint.received_on >= $from)
    and ($until is null or complaint.received_on < $until)
    and ($source is null or complaint.source = $source)
    and ($site is null or coalesce(complaint.site, 'unknown') = $site)
    and ($region is null or coalesce(complaint.region, 'unknown') = $region)
    and ($team is null or coalesce(complaint.team, 'unknown') = $team)
    and ($product_family is null or coalesce(complaint.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(complaint.work_kind, 'unknown') = $work_kind)
    and ($cause_group is null or complaint.cause_group = $cause_group)
    and ($after_on is null or complaint.received_on > $after_on or (complaint.received_on = $after_on and complaint.complaint_key > $after_key))
  order by complaint.received_on asc nulls last, complaint.complaint_key asc nulls last
  limit $limit
)

select
  complaint.complaint_key,
  complaint.source,
  complaint.complaint_id,
  complaint.ticket_id,
  complaint.ticket_key,
  complaint.received_at,
  complaint.received_on,
  complaint.responded_at,
  complaint.resolved_at,
  complaint.resolved_on,
  complaint.outcome_told_at,
  complaint.closed_at,
  complaint.closed_on,
  complaint.is_open,
  complaint.channel,
  complaint.severity,
  complaint.remedy_sought,
  complaint.text,
  complaint.site,
  complaint.region,
  complaint.team,
  complaint.product_family,
  complaint.product_model,
  complaint.fault_family,
  complaint.service_mode,
  complaint.work_kind,
  complaint.priority,
  complaint.warranty,
  complaint.root_cause,
  complaint.root_cause_detail,
  complaint.cause_group,
  complaint.taxonomy_version,
  complaint.cause_method,
  complaint.cause_confidence,
  complaint.is_unclassified,
  complaint.proposed_cause,
  complaint.proposed_method,
  complaint.proposed_confidence,
  complaint.proposed_responsibility,
  complaint.responsibility,
  complaint.is_settled_service,
  complaint.needs_review,
  complaint.review_reason,
  complaint.decided_at,
  complaint.response_calendar_minutes,
  complaint.resolution_calendar_minutes,
  complaint.compensation,
  complaint.currency,
  complaint.ticket_complaints,
  complaint.complaint_cost,
  complaint.complaint_cost_share,
  complaint.lost_minutes,
  complaint.lost_minutes_share
from page
inner join marts.complaint as complaint on page.complaint_key = complaint.complaint_key
order by complaint.received_on asc nulls last, complaint.complaint_key asc nulls last

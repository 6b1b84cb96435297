-- what: complaints that a person should decide on, the one whose wrong decision would be expected to cost most first: doubt × cost. Doubt is how
-- probable it is that what stands is wrong: 1 less the confidence of the machine; its confidence in another cause where it contradicts the source;
-- one half where only the responsibility stands open. A cost that is not known is taken as the median of the known ones (1 where none is).
-- Left out: complaints that were decided since the build (`decided`, keys with ¶ around each), and those of which only the
-- responsibility stood open and was settled since (`settled`). With `complaint` that one alone, whether it needs anything or not.
-- parameters: complaint VARCHAR, reason VARCHAR, decided VARCHAR, settled VARCHAR, most INTEGER, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with known as (
  select median_of(complaint.complaint_cost) as median_cost
  from marts.complaint as complaint
  where complaint.complaint_cost is not null
),

doubted as (
  select
    complaint.complaint_key,
    complaint.review_reason,
    case
      when complaint.review_reason = 'given_and_machine_differ' then coalesce(complaint.proposed_confidence, 0.5)
      when complaint.review_reason = 'responsibility_open' then cast(0.5 as double)
      else 1 - coalesce(complaint.proposed_confidence, 0)
    end as doubt,
    coalesce(complaint.complaint_cost, known.median_cost, 1) as assumed_cost
  from marts.complaint as complaint
  cross join known
  where
    complaint.complaint_key = $complaint
    or (
      $complaint is null
      and complaint.needs_review
      and ($source is null or coalesce(complaint.source, 'unknown') = $source)
      and ($site is null or coalesce(complaint.site, 'unknown') = $site)
      and ($region is null or coalesce(complaint.region, 'unknown') = $region)
      and ($team is null or coalesce(complaint.team, 'unknown') = $team)
      and ($product_family is null or coalesce(complaint.product_family, 'unknown') = $product_family)
      and ($work_kind is null or coalesce(complaint.work_kind, 'unknown') = $work_kind)
    )
),

chosen as (
  select
    doubted.complaint_key,
    doubted.review_reason,
    doubted.doubt,
    doubted.assumed_cost,
    doubted.doubt * doubted.assumed_cost as at_stake
  from doubted
  where
    ($reason is null or doubted.review_reason = $reason)
    and not contains($decided, '¶' || doubted.complaint_key || '¶')
    and (
      coalesce(doubted.review_reason, '') <> 'responsibility_open'
      or not contains($settled, '¶' || doubted.complaint_key || '¶')
    )
  order by at_stake desc nulls last, doubted.complaint_key asc nulls last
  limit $most
)

select
  complaint.complaint_key,
  complaint.source,
  complaint.complaint_id,
  complaint.ticket_key,
  complaint.ticket_id,
  complaint.received_on,
  complaint.is_open,
  complaint.text,
  complaint.severity,
  complaint.channel,
  complaint.remedy_sought,
  complaint.site,
  complaint.region,
  complaint.product_family,
  complaint.product_model,
  complaint.fault_family,
  complaint.service_mode,
  complaint.work_kind,
  complaint.warranty,
  ticket.fault_text,
  ticket.outcome,
  ticket.visits,
  ticket.defect_confirmed,
  ticket.exclusion_reason,
  ticket.customer_wait_minutes,
  ticket.parts_wait_minutes,
  ticket.supplier_wait_minutes,
  complaint.root_cause,
  complaint.root_cause_detail,
  complaint.cause_method,
  complaint.cause_confidence,
  complaint.responsibility,
  complaint.proposed_responsibility,
  complaint.proposed_cause,
  complaint.proposed_method,
  complaint.proposed_confidence,
  complaint.complaint_cost,
  complaint.lost_minutes,
  chosen.review_reason,
  chosen.doubt,
  chosen.assumed_cost,
  chosen.at_stake
from chosen
inner join marts.complaint as complaint on chosen.complaint_key = complaint.complaint_key
left join marts.ticket as ticket on complaint.ticket_key = ticket.ticket_key
order by chosen.at_stake desc nulls last, chosen.complaint_key asc nulls last

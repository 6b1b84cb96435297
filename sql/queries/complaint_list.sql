-- what: a page of the list of complaints, chosen as by complaint_list_count. Orders: newest, oldest, cost (dearest first), lost (longest without
-- a solution first), open (open ones first, the oldest of them first). The texts are the customers' words as the lake has them, masked;
-- `words` are those that spoke for the principal cause, one a line.
-- parameters: since DATE, until DATE, cause_group VARCHAR, cause VARCHAR, label VARCHAR, method VARCHAR, responsibility VARCHAR, severity VARCHAR, is_every BOOLEAN, state VARCHAR, again VARCHAR, within INTEGER, same_as VARCHAR, word VARCHAR, find VARCHAR, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR, sorting VARCHAR, most INTEGER, skipped INTEGER
with caused as (
  -- Complaints under any of their causes, when every cause counts.
  select
    complaint_cause.source,
    complaint_cause.complaint_id,
    max(case when complaint_cause.cause_group = $cause_group then 1 else 0 end) as is_in_group,
    max(case when complaint_cause.root_cause = $cause then 1 else 0 end) as has_cause,
    max(case when complaint_cause.root_cause_detail = $label then 1 else 0 end) as has_label,
    count(complaint_cause.cause_group) as groups,
    count(complaint_cause.root_cause) as causes,
    count(complaint_cause.root_cause_detail) as labels
  from marts.complaint_cause as complaint_cause
  where $is_every
  group by complaint_cause.source, complaint_cause.complaint_id
),

again as (
  select recurrence.complaint_key
  from marts.complaint_recurrence as recurrence
  where
    recurrence.kind = $again
    and ($same_as is not null or recurrence.days_since_previous <= $within)
    and (
      $same_as is null
      or recurrence.subject_key = (
        select max(subject.subject_key)
        from marts.complaint_recurrence as subject
        where
          subject.complaint_key = $same_as
          and subject.kind = $again
      )
    )
),

worded as (
  select term.complaint_key
  from marts.complaint_term as term
  where term.term = $word
),

chosen as (
  select
    complaint.complaint_key,
    complaint.source,
    complaint.complaint_id,
    complaint.ticket_key,
    complaint.ticket_id,
    complaint.received_at,
    complaint.received_on,
    complaint.resolved_at,
    complaint.closed_at,
    complaint.is_open,
    complaint.text,
    complaint.severity,
    complaint.channel,
    complaint.product_family,
    complaint.root_cause,
    complaint.root_cause_detail,
    complaint.cause_method,
    complaint.cause_confidence,
    complaint.responsibility,
    complaint.complaint_cost,
    complaint.lost_minutes
  from marts.complaint as complaint
  left join caused
    on
      complaint.source = caused.source
      and complaint.complaint_id = caused.complaint_id
  left join again on complaint.complaint_key = again.complaint_key
  left join worded on complaint.complaint_key = worded.complaint_key
  where
    ($since is null or complaint.received_on >= $since)
    and ($until is null or complaint.received_on < $until)
    and (
      $cause_group is null
      or case
        when $is_every
          then coalesce(caused.is_in_group, 0) = 1 or ($cause_group = 'unknown' and coalesce(caused.groups, 0) = 0)
        else coalesce(complaint.cause_group, 'unknown') = $cause_group
      end
    )
    and (
      $cause is null
      or case
        when $is_every then coalesce(caused.has_cause, 0) = 1 or ($cause = 'unknown' and coalesce(caused.causes, 0) = 0)
        else coalesce(complaint.root_cause, 'unknown') = $cause
      end
    )
    and (
      $label is null
      or case
        when $is_every then coalesce(caused.has_label, 0) = 1 or ($label = 'unknown' and coalesce(caused.labels, 0) = 0)
        else coalesce(complaint.root_cause_detail, 'unknown') = $label
      end
    )
    and ($method is null or complaint.cause_method = $method)
    and ($responsibility is null or complaint.responsibility = $responsibility)
    and ($severity is null or coalesce(complaint.severity, 'unknown') = $severity)
    and ($state = 'any' or complaint.is_open = ($state = 'open'))
    and ($again = 'any' or again.complaint_key is not null)
    and ($word is null or worded.complaint_key is not null)
    and ($find is null or contains(lower(complaint.text), lower($find)))
    and ($source is null or coalesce(complaint.source, 'unknown') = $source)
    and ($site is null or coalesce(complaint.site, 'unknown') = $site)
    and ($region is null or coalesce(complaint.region, 'unknown') = $region)
    and ($team is null or coalesce(complaint.team, 'unknown') = $team)
    and ($product_family is null or coalesce(complaint.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(complaint.work_kind, 'unknown') = $work_kind)
  order by
    case when $sorting = 'oldest' then complaint.received_at end asc nulls last,
    case when $sorting = 'cost' then complaint.complaint_cost end desc nulls last,
    case when $sorting = 'lost' then complaint.lost_minutes end desc nulls last,
    case when $sorting = 'open' and complaint.is_open then complaint.received_at end asc nulls last,
    complaint.received_at desc nulls last,
    complaint.source asc nulls last,
    complaint.complaint_id asc nulls last
  limit $most offset $skipped
),

named_causes as (
  select
    complaint_cause.source,
    complaint_cause.complaint_id,
    count(*) as causes,
    max(case when complaint_cause.is_principal then complaint_cause.words end) as words
  from marts.complaint_cause as complaint_cause
  inner join chosen
    on
      complaint_cause.source = chosen.source
      and complaint_cause.complaint_id = chosen.complaint_id
  group by complaint_cause.source, complaint_cause.complaint_id
)

select
  chosen.complaint_key,
  chosen.source,
  chosen.complaint_id,
  chosen.ticket_key,
  chosen.ticket_id,
  chosen.received_on,
  chosen.is_open,
  chosen.text,
  chosen.severity,
  chosen.channel,
  chosen.product_family,
  chosen.root_cause,
  named.name_zh as cause_name_zh,
  named.name_en as cause_name_en,
  chosen.root_cause_detail,
  chosen.cause_method,
  chosen.cause_confidence,
  cast(coalesce(named_causes.causes, 0) as double) as causes,
  named_causes.words,
  chosen.responsibility,
  chosen.complaint_cost,
  chosen.lost_minutes / 60 as lost_hours,
  minutes_between(chosen.received_at, coalesce(chosen.resolved_at, chosen.closed_at, parameter.as_of)) / 1440 as open_days,
  by_customer.days_since_previous as customer_days,
  by_customer.subject_complaints as customer_complaints,
  by_unit.days_since_previous as unit_days,
  by_unit.subject_complaints as unit_complaints
from chosen
cross join ref.parameter as parameter
left join ref.cause as named
  on
    chosen.root_cause = named.code
    and named.is_current
left join named_causes
  on
    chosen.source = named_causes.source
    and chosen.complaint_id = named_causes.complaint_id
left join marts.complaint_recurrence as by_customer
  on
    chosen.complaint_key = by_customer.complaint_key
    and by_customer.kind = 'customer'
left join marts.complaint_recurrence as by_unit
  on
    chosen.complaint_key = by_unit.complaint_key
    and by_unit.kind = 'unit'
order by
  case when $sorting = 'oldest' then chosen.received_at end asc nulls last,
  case when $sorting = 'cost' then chosen.complaint_cost end desc nulls last,
  case when $sorting = 'lost' then chosen.lost_minutes end desc nulls last,
  case when $sorting = 'open' and chosen.is_open then chosen.received_at end asc nulls last,
  chosen.received_at desc nulls last,
  chosen.source asc nulls last,
  chosen.complaint_id asc nulls last

-- what: how many complaints the list has: received in [since, until), narrowed by all that is not null; `unknown` is nothing. `again`: those of a
-- customer or a unit that had complained within so many days before; with `same_as`, all complaints of the subject of that one. `word` is a
-- term of complaint_term, `find` any words.
-- parameters: since DATE, until DATE, cause_group VARCHAR, cause VARCHAR, label VARCHAR, method VARCHAR, responsibility VARCHAR, severity VARCHAR, is_every BOOLEAN, state VARCHAR, again VARCHAR, within INTEGER, same_as VARCHAR, word VARCHAR, find VARCHAR, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
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
)

select cast(count(*) as double) as n
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

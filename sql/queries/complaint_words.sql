-- what: how many of the chosen complaints, and of the others, have each term of at least three chosen ones; with how many there are and how many
-- terms they have in all. Kind `cause`: those of the cause on the level asked for, against all others received in [since, until). Kind
-- `period`: those received in [since, until) against those in [rest_since, rest_until).
-- parameters: kind VARCHAR, level VARCHAR, cause VARCHAR, since DATE, until DATE, rest_since DATE, rest_until DATE, most INTEGER, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with received as (
  select
    complaint.complaint_key,
    case
      when $kind = 'period' then complaint.received_on >= $since and complaint.received_on < $until
      when $level = 'group' then coalesce(complaint.cause_group, 'unknown') = $cause
      else coalesce(complaint.root_cause, 'unknown') = $cause
    end as is_chosen
  from marts.complaint as complaint
  where
    (
      (complaint.received_on >= $since and complaint.received_on < $until)
      or ($kind = 'period' and complaint.received_on >= $rest_since and complaint.received_on < $rest_until)
    )
    and complaint.text is not null
    and ($source is null or coalesce(complaint.source, 'unknown') = $source)
    and ($site is null or coalesce(complaint.site, 'unknown') = $site)
    and ($region is null or coalesce(complaint.region, 'unknown') = $region)
    and ($team is null or coalesce(complaint.team, 'unknown') = $team)
    and ($product_family is null or coalesce(complaint.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(complaint.work_kind, 'unknown') = $work_kind)
),

sized as (
  select
    count(case when received.is_chosen then 1 end) as chosen_complaints,
    count(case when not received.is_chosen then 1 end) as other_complaints
  from received
),

counted as (
  select
    term.term,
    count(case when received.is_chosen then 1 end) as chosen,
    count(case when not received.is_chosen then 1 end) as others
  from received
  inner join marts.complaint_term as term on received.complaint_key = term.complaint_key
  group by term.term
),

summed as (
  select
    sum(counted.chosen) as chosen_terms,
    sum(counted.others) as other_terms
  from counted
)

select
  counted.term,
  cast(counted.chosen as double) as chosen,
  cast(counted.others as double) as others,
  cast(summed.chosen_terms as double) as chosen_terms,
  cast(summed.other_terms as double) as other_terms,
  cast(sized.chosen_complaints as double) as chosen_complaints,
  cast(sized.other_complaints as double) as other_complaints
from counted
cross join summed
cross join sized
where counted.chosen >= 3
order by counted.chosen desc nulls last, counted.term asc nulls last
limit $most

-- what: for each of the terms (a list with commas at both ends) the newest complaints of the chosen ones that have it, as `complaint_words` chooses
-- them. At most `most` a term.
-- parameters: terms VARCHAR, kind VARCHAR, level VARCHAR, cause VARCHAR, since DATE, until DATE, most INTEGER, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with placed as (
  select
    term.term,
    complaint.complaint_key,
    complaint.complaint_id,
    complaint.received_on,
    complaint.text,
    row_number() over (
      partition by term.term
      order by complaint.received_at desc nulls last, complaint.complaint_key asc nulls last
    ) as place
  from marts.complaint_term as term
  inner join marts.complaint as complaint on term.complaint_key = complaint.complaint_key
  where
    has_code($terms, term.term)
    and complaint.received_on >= $since
    and complaint.received_on < $until
    and (
      $kind = 'period'
      or case
        when $level = 'group' then coalesce(complaint.cause_group, 'unknown') = $cause
        else coalesce(complaint.root_cause, 'unknown') = $cause
      end
    )
    and ($source is null or coalesce(complaint.source, 'unknown') = $source)
    and ($site is null or coalesce(complaint.site, 'unknown') = $site)
    and ($region is null or coalesce(complaint.region, 'unknown') = $region)
    and ($team is null or coalesce(complaint.team, 'unknown') = $team)
    and ($product_family is null or coalesce(complaint.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(complaint.work_kind, 'unknown') = $work_kind)
)

select
  placed.term,
  placed.complaint_key,
  placed.complaint_id,
  placed.received_on,
  placed.text
from placed
where placed.place <= $most
order by placed.term asc nulls last, placed.place asc nulls last

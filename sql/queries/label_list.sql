-- what: the sources' own words for causes that mean none of the taxonomy, with the complaints that bear them, the most frequent first
-- parameters: most INTEGER
select
  complaint_cause.source,
  complaint_cause.root_cause_detail as label,
  cast(count(distinct complaint_cause.complaint_id) as double) as complaints
from marts.complaint_cause as complaint_cause
where complaint_cause.root_cause_detail is not null
group by complaint_cause.source, complaint_cause.root_cause_detail
order by complaints desc nulls last, complaint_cause.source asc nulls last, complaint_cause.root_cause_detail asc nulls last
limit $most

-- what: the causes proposed for some complaints, the likeliest first; `keys` has ¶ around each
-- parameters: keys VARCHAR
select
  proposal.complaint_key,
  proposal.code,
  proposal.method,
  proposal.confidence,
  proposal.words
from marts.cause_proposal as proposal
where contains($keys, '¶' || proposal.complaint_key || '¶')
order by proposal.complaint_key asc nulls last, proposal.place asc nulls last

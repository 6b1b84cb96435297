-- what: what each label that means no cause may mean, the likeliest first; proposals only
-- parameters:
select
  proposal.source,
  proposal.label,
  proposal.place,
  proposal.code,
  proposal.similarity,
  proposal.method
from marts.cause_label_proposal as proposal
order by proposal.source asc nulls last, proposal.label asc nulls last, proposal.place asc nulls last

-- what: changes of the taxonomy made in [since, until), for marks on time axes
-- parameters: since DATE, until DATE
select
  change.change_no,
  change.changed_on,
  change.kind,
  change.name_zh,
  change.name_en
from ref.taxonomy_change as change
where
  change.changed_on >= $since
  and change.changed_on < $until
order by change.change_no asc nulls last

-- grain: one row per source and part of its list
-- key: source, part_no
-- clock: none
-- why: The version of each part of the list that counts.
-- materialized: table
select
  l.source,
  l.part_no,
  l.part_name,
  l.supplier,
  case when coalesce(l.currency, p.currency) = p.currency then l.standard_cost end as standard_cost,
  l.returnable,
  l.introduced_on,
  l.discontinued_on
from staging.part as l
cross join ref.parameter as p
where l.is_latest and l.is_known

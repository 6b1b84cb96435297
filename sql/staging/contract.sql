-- grain: one row per accepted version of a maintenance contract, as it was loaded
-- key: source, load_id, source_row, contract_id
-- clock: UTC stamps as loaded; nothing later than ref.parameter.as_of is known
-- why: Contracts whose end must be announced in time.
-- materialized: view
select
  l.source,
  l.contract_id,
  l.customer_id,
  l.starts_on,
  l.ends_on,
  l.notice_given_at,
  l.renewal_visit_at,
  l.renewed_on,
  l.source_file,
  l.source_row,
  l.load_id,
  l.load_sequence,
  l.extra,
  row_number() over (
    partition by l.source, l.contract_id
    order by l.load_sequence desc nulls last, l.source_row desc nulls last
  ) = 1 as is_latest,
  l.starts_on <= p.as_of_date as is_known
from lake.contract as l
cross join ref.parameter as p

-- grain: one row per accepted version of an exposure, as it was loaded
-- key: source, load_id, source_row, period_start, product_family, region
-- clock: UTC stamps as loaded; nothing later than ref.parameter.as_of is known
-- why: Units in service: the denominator of failure rates.
-- materialized: view
select
  l.source,
  l.period_start,
  l.product_family,
  l.region,
  l.units_in_service,
  l.jobs,
  l.source_file,
  l.source_row,
  l.load_id,
  l.load_sequence,
  l.extra,
  row_number() over (
    partition by l.source, l.period_start, l.product_family, l.region
    order by l.load_sequence desc nulls last, l.source_row desc nulls last
  ) = 1 as is_latest,
  l.period_start <= p.as_of_date as is_known
from lake.exposure as l
cross join ref.parameter as p

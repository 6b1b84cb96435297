-- grain: one row per accepted version of a state of a technician, as it was loaded
-- key: source, load_id, source_row, technician_id, valid_from
-- clock: UTC stamps as loaded; nothing later than ref.parameter.as_of is known
-- why: History of team, region and role: a transfer must not rewrite the past. A missing valid_from is a value of its own.
-- materialized: view
select
  l.source,
  l.technician_id,
  l.team,
  l.region,
  l.role,
  l.skill_level,
  l.hired_at,
  l.valid_from,
  l.valid_to,
  l.source_file,
  l.source_row,
  l.load_id,
  l.load_sequence,
  l.extra,
  row_number() over (
    partition by l.source, l.technician_id, l.valid_from
    order by l.load_sequence desc nulls last, l.source_row desc nulls last
  ) = 1 as is_latest,
  coalesce(l.valid_from, l.hired_at, p.as_of_date) <= p.as_of_date as is_known
from lake.technician as l
cross join ref.parameter as p

-- severity: error
-- why: Every row of every file is accepted, rejected, a duplicate or not selected; none is lost, none counted twice.
select
  l.load_id,
  l.map,
  l.entity,
  l.file,
  l.rows,
  l.accepted,
  l.rejected,
  l.duplicates,
  l.not_selected
from meta.load as l
where l.rows <> l.accepted + l.rejected + l.duplicates + l.not_selected

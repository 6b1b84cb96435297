-- severity: error
-- why: Every rejected row of an active load can be looked up with its reason.
with listed as (
  select r.load_id, r.map, count(distinct r.source_row) as rows
  from meta.reject as r
  group by r.load_id, r.map
),

recorded as (
  select l.load_id, l.map, l.rejected as rows
  from meta.load as l
  where l.is_active
)

select
  coalesce(r.load_id, l.load_id) as load_id,
  coalesce(r.map, l.map) as map,
  r.rows as recorded,
  l.rows as listed
from recorded as r
full join listed as l on l.load_id = r.load_id and l.map = r.map
where coalesce(r.rows, 0) <> coalesce(l.rows, 0)

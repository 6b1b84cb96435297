-- what: the newest loads, one row per file and map; `total` counts all of them
-- parameters: source VARCHAR, limit INTEGER
with belonging as (
  select
    source_column.source,
    source_column.source_id
  from meta.source_column as source_column
  group by source_column.source, source_column.source_id
)

select
  load.load_id,
  load.map,
  load.source as source_id,
  coalesce(belonging.source, load.source) as source,
  load.entity,
  load.file,
  strftime(load.loaded_at, '%Y-%m-%dT%H:%M:%SZ') as loaded_at,
  strftime(load.data_until, '%Y-%m-%dT%H:%M:%SZ') as data_until,
  load.rows,
  load.accepted,
  load.rejected,
  load.duplicates,
  load.not_selected,
  load.unknown_columns,
  load.is_active,
  cast(count(*) over () as double) as total
from meta.load as load
left join belonging on load.source = belonging.source_id
where $source is null or coalesce(belonging.source, load.source) = $source
order by load.load_sequence desc nulls last, load.load_id desc nulls last, load.map asc nulls last
limit $limit

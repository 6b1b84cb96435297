-- what: each source, how far it reaches, and what its active loads brought
-- parameters:
with belonging as (
  select
    source_column.source,
    source_column.source_id
  from meta.source_column as source_column
  group by source_column.source, source_column.source_id
),

loaded as (
  select
    coalesce(belonging.source, load.source) as source,
    count(distinct load.source) as definitions,
    count(distinct load.load_id) as files,
    sum(load.rows) as rows,
    sum(load.accepted) as accepted,
    sum(load.rejected) as rejected,
    sum(load.duplicates) as duplicates,
    max(load.loaded_at) as loaded_at
  from meta.load as load
  left join belonging on load.source = belonging.source_id
  where load.is_active
  group by coalesce(belonging.source, load.source)
)

select
  source.source,
  source.title_zh,
  source.title_en,
  strftime(source.data_until, '%Y-%m-%dT%H:%M:%SZ') as data_until,
  source.quiet_days,
  source.retired_on,
  described.loaded_until,
  source.retired_on is null and (described.loaded_until is null or described.loaded_until < parameter.as_of_date) as is_stale,
  strftime(loaded.loaded_at, '%Y-%m-%dT%H:%M:%SZ') as loaded_at,
  cast(coalesce(loaded.definitions, 0) as double) as definitions,
  cast(coalesce(loaded.files, 0) as double) as files,
  cast(coalesce(loaded.rows, 0) as double) as rows,
  cast(coalesce(loaded.accepted, 0) as double) as accepted,
  cast(coalesce(loaded.rejected, 0) as double) as rejected,
  cast(coalesce(loaded.duplicates, 0) as double) as duplicates
from ref.source as source
cross join ref.parameter as parameter
left join intermediate.kpi_source_described as described on source.source = described.source
left join loaded on source.source = loaded.source
order by source.source asc nulls last

-- what: columns of files whose source, column, field or KPI contains a text, with the KPIs whose figure is computed from them; `total` counts
-- all that were found. A source of just that name comes first.
-- parameters: find VARCHAR, limit INTEGER
with used as (
  select
    substring(kpi_column.relation, 6) as entity,
    kpi_column.column_name as field,
    string_agg(kpi_column.kpi_id, ' ' order by kpi_column.kpi_id asc nulls last) as kpi_ids
  from meta.kpi_column as kpi_column
  where
    kpi_column.role = 'figure'
    and kpi_column.relation like 'lake.%'
  group by kpi_column.relation, kpi_column.column_name
)

select
  source_column.source_id,
  source_column.map,
  source_column.entity,
  source_column.field,
  source_column.origin,
  source_column.column_name as source_column,
  source_column.transform,
  source_column.treatment,
  source_column.is_loaded,
  used.kpi_ids,
  cast(count(*) over () as double) as total
from meta.source_column as source_column
left join used
  on
    source_column.entity = used.entity
    and source_column.field = used.field
where
  contains(
    lower(
      source_column.source_id || ' ' || source_column.entity || '.' || coalesce(source_column.field, '') || ' '
      || coalesce(source_column.column_name, '') || ' ' || coalesce(used.kpi_ids, '')
    ),
    lower($find)
  )
order by
  source_column.source_id = $find desc nulls last,
  source_column.source_id asc nulls last,
  source_column.map asc nulls last,
  source_column.entity asc nulls last,
  source_column.field asc nulls last,
  source_column.column_name asc nulls last
limit $limit

-- what: the canonical fields that a KPI's figure is computed from, and which column of which source fills each; a field that no source fills
-- has one row without a source
-- parameters: kpi_id VARCHAR
select
  substring(kpi_column.relation, 6) as entity,
  kpi_column.column_name as field,
  source_column.source_id,
  source_column.origin,
  source_column.column_name as source_column,
  source_column.transform,
  source_column.treatment
from meta.kpi_column as kpi_column
left join meta.source_column as source_column
  on
    kpi_column.relation = 'lake.' || source_column.entity
    and kpi_column.column_name = source_column.field
    and source_column.is_loaded
where
  kpi_column.kpi_id = $kpi_id
  and kpi_column.role = 'figure'
  and kpi_column.relation like 'lake.%'
  and kpi_column.column_name not in ('source', 'source_file', 'source_row', 'load_id', 'load_sequence', 'content_hash', 'extra')
order by source_column.source_id is null asc nulls last, entity asc nulls last, field asc nulls last, source_column.source_id asc nulls last, source_column asc nulls last

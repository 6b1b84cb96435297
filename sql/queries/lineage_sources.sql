-- what: each source's file of mappings: how many columns it maps, and what becomes of personal ones
-- parameters:
select
  source_column.source_id,
  source_column.source,
  string_agg(distinct source_column.entity, ', ' order by source_column.entity asc nulls last) as entities,
  max(case when source_column.is_loaded then 1 else 0 end) = 1 as is_loaded,
  cast(count(distinct source_column.entity || '.' || source_column.field) as double) as fields,
  cast(sum(case when source_column.treatment = 'dropped' then 1 else 0 end) as double) as dropped,
  cast(sum(case when source_column.treatment = 'hashed' then 1 else 0 end) as double) as hashed,
  cast(sum(case when source_column.treatment = 'masked' then 1 else 0 end) as double) as masked
from meta.source_column as source_column
group by source_column.source_id, source_column.source
order by source_column.source_id asc nulls last

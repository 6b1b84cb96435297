-- what: rejects by reason: how many records, in how many files, which fields
-- parameters: source VARCHAR
select
  reject.code,
  cast(count(*) as double) as rejects,
  cast(count(distinct reject.load_id || ' ' || cast(reject.map as varchar) || ' ' || cast(reject.source_row as varchar)) as double) as records,
  cast(count(distinct reject.source_file) as double) as files,
  string_agg(distinct reject.entity || '.' || reject.field, ', ' order by reject.entity || '.' || reject.field asc nulls last) as fields
from meta.reject as reject
where $source is null or reject.source = $source
group by reject.code
order by rejects desc nulls last, reject.code asc nulls last

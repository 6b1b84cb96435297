-- what: rejects of the newest loads, values masked where they are personal; `total` counts all of them
-- parameters: source VARCHAR, code VARCHAR, limit INTEGER
select
  reject.source,
  reject.source_file,
  reject.source_row,
  reject.entity,
  reject.field,
  substring(reject.value, 1, 120) as value,
  reject.code,
  reject.reason,
  cast(count(*) over () as double) as total
from meta.reject as reject
where
  ($source is null or reject.source = $source)
  and ($code is null or reject.code = $code)
order by reject.load_id desc nulls last, reject.source_row asc nulls last, reject.field asc nulls last, reject.code asc nulls last
limit $limit

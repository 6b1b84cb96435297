-- what: requests for parts that were out of stock made in [since, until), by part: answered in time or not, still without the part, days until it came.
-- parameters: since DATE, until DATE, most INTEGER, source VARCHAR
select
  request.part_no,
  max(request.part_name) as part_name,
  cast(count(*) as double) as requests,
  cast(count(*) filter (where request.verdict = 'kept') as double) as kept,
  cast(count(*) filter (where request.verdict = 'broken') as double) as broken,
  cast(count(*) filter (where request.is_unanswered) as double) as unanswered,
  cast(count(*) filter (where request.is_unfilled) as double) as unfilled,
  median_of(request.days_to_fill) as median,
  quantile_of(request.days_to_fill, 0.9) as p90
from marts.stock_request as request
where
  request.requested_on >= $since
  and request.requested_on < $until
  and ($source is null or request.source = $source)
group by request.part_no
order by requests desc nulls last, request.part_no asc nulls last
limit $most

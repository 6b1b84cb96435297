-- what: counts in [since, until) against the books, by place; by source, site and region only, since stock belongs to no team, product or kind of work.
-- parameters: since DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR
select
  counted.location,
  cast(count(*) as double) as counts,
  cast(count(*) filter (where counted.is_equal) as double) as equal,
  cast(count(*) filter (where counted.difference < 0) as double) as short,
  cast(coalesce(sum(exact(counted.difference)), 0) as double) as difference,
  cast(coalesce(sum(exact(abs(counted.difference_value))), 0) as double) as off_value
from marts.stock_count as counted
where
  counted.counted_on >= $since
  and counted.counted_on < $until
  and ($source is null or counted.source = $source)
  and ($site is null or coalesce(counted.site, 'unknown') = $site)
  and ($region is null or coalesce(counted.region, 'unknown') = $region)
group by counted.location
order by off_value desc nulls last, counted.location asc nulls last

-- what: repairs and their gross cost in two periods, [since, until) and [before_since, before_until), by the values of two dimensions; `all` where
-- the dimension is none. The cases are those of cost_per_repair.
-- parameters: first VARCHAR, second VARCHAR, since DATE, until DATE, before_since DATE, before_until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with repair as (
  select
    kpi_value.booked_on >= $since and kpi_value.booked_on < $until as is_after,
    case
      when $first = 'source' then kpi_value.source
      when $first = 'site' then kpi_value.site
      when $first = 'region' then kpi_value.region
      when $first = 'team' then kpi_value.team
      when $first = 'product_family' then kpi_value.product_family
      when $first = 'fault_family' then kpi_value.fault_family
      when $first = 'service_mode' then kpi_value.service_mode
      when $first = 'work_kind' then kpi_value.work_kind
      when $first = 'priority' then kpi_value.priority
      when $first = 'warranty' then kpi_value.warranty
      else 'all'
    end as first_value,
    case
      when $second = 'source' then kpi_value.source
      when $second = 'site' then kpi_value.site
      when $second = 'region' then kpi_value.region
      when $second = 'team' then kpi_value.team
      when $second = 'product_family' then kpi_value.product_family
      when $second = 'fault_family' then kpi_value.fault_family
      when $second = 'service_mode' then kpi_value.service_mode
      when $second = 'work_kind' then kpi_value.work_kind
      when $second = 'priority' then kpi_value.priority
      when $second = 'warranty' then kpi_value.warranty
      else 'all'
    end as second_value,
    kpi_value.value
  from marts.kpi_value as kpi_value
  inner join ref.kpi as kpi
    on
      kpi_value.kpi_id = kpi.kpi_id
      and kpi_value.definition_version = kpi.definition_version
      and kpi.is_computed
  where
    kpi_value.kpi_id = 'cost_per_repair'
    and (
      (kpi_value.booked_on >= $since and kpi_value.booked_on < $until)
      or (kpi_value.booked_on >= $before_since and kpi_value.booked_on < $before_until)
    )
    and ($source is null or kpi_value.source = $source)
    and ($site is null or kpi_value.site = $site)
    and ($region is null or kpi_value.region = $region)
    and ($team is null or kpi_value.team = $team)
    and ($product_family is null or kpi_value.product_family = $product_family)
    and ($work_kind is null or kpi_value.work_kind = $work_kind)
)

select
  repair.first_value,
  repair.second_value,
  cast(count(*) filter (where not repair.is_after) as double) as n_before,
  cast(coalesce(sum(exact(repair.value)) filter (where not repair.is_after), 0) as double) as cost_before,
  cast(count(*) filter (where repair.is_after) as double) as n_after,
  cast(coalesce(sum(exact(repair.value)) filter (where repair.is_after), 0) as double) as cost_after
from repair
group by repair.first_value, repair.second_value
order by repair.first_value asc nulls last, repair.second_value asc nulls last

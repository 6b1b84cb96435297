-- what: replacements of one part (null: of all) by product family in [since, until), with years of units in service and served jobs of the family.
-- parameters: part VARCHAR, since DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with replaced as (
  select
    coalesce(replaced.product_family, 'unknown') as product_family,
    count(*) as replacements,
    sum(exact(replaced.cost)) as cost
  from marts.part_replacement as replaced
  where
    replaced.replaced_on >= $since
    and replaced.replaced_on < $until
    and ($part is null or replaced.part_no = $part)
    and ($source is null or coalesce(replaced.source, 'unknown') = $source)
    and ($site is null or coalesce(replaced.site, 'unknown') = $site)
    and ($region is null or coalesce(replaced.region, 'unknown') = $region)
    and ($team is null or coalesce(replaced.team, 'unknown') = $team)
    and ($product_family is null or coalesce(replaced.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(replaced.work_kind, 'unknown') = $work_kind)
  group by coalesce(replaced.product_family, 'unknown')
),

unit as (
  select
    exposure.product_family,
    sum(exact(exposure.unit_years)) as years
  from marts.part_exposure as exposure
  where
    exposure.from_on >= $since
    and exposure.from_on < $until
    and ($region is null or coalesce(exposure.region, 'unknown') = $region)
  group by exposure.product_family
),

job as (
  select
    ticket.product_family,
    count(*) as jobs
  from marts.ticket as ticket
  where
    ticket.is_served
    and ticket.resolved_on >= $since
    and ticket.resolved_on < $until
    and ($source is null or coalesce(ticket.source, 'unknown') = $source)
    and ($site is null or coalesce(ticket.site, 'unknown') = $site)
    and ($region is null or coalesce(ticket.region, 'unknown') = $region)
    and ($team is null or coalesce(ticket.team, 'unknown') = $team)
    and ($work_kind is null or coalesce(ticket.work_kind, 'unknown') = $work_kind)
  group by ticket.product_family
),

stated as (
  select count(*) > 0 as has_units
  from marts.part_exposure as exposure
)

select
  replaced.product_family,
  cast(replaced.replacements as double) as replacements,
  cast(replaced.cost as double) as cost,
  case
    when $source is null and $site is null and $team is null and $work_kind is null then cast(unit.years as double)
  end as unit_years,
  cast(coalesce(job.jobs, 0) as double) as jobs,
  stated.has_units
from replaced
cross join stated
left join unit on unit.product_family = replaced.product_family
left join job on job.product_family = replaced.product_family
order by replaced.replacements desc nulls last, replaced.product_family asc nulls last

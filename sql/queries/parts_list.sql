-- what: parts by what they cost, how often they are replaced and how much more often than before, in [since, until) and in [before_since, before_until).
-- Held against years of units in service of the products they were ever put into (units), else served jobs on these (jobs). Units are known by
-- product and region only: under other filters there is no rate. `rise`: the difference of both rates in standard errors.
-- parameters: since DATE, until DATE, before_since DATE, before_until DATE, grain VARCHAR, most INTEGER, part VARCHAR, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with chosen as (
  select
    replaced.source,
    replaced.part_no,
    replaced.part_name,
    replaced.supplier,
    replaced.product_family,
    replaced.replaced_on >= $since and replaced.replaced_on < $until as is_now,
    replaced.pieces,
    replaced.cost,
    replaced.unpriced
  from marts.part_replacement as replaced
  where
    (
      (replaced.replaced_on >= $since and replaced.replaced_on < $until)
      or coalesce(replaced.replaced_on >= $before_since and replaced.replaced_on < $before_until, false)
    )
    and ($source is null or coalesce(replaced.source, 'unknown') = $source)
    and ($site is null or coalesce(replaced.site, 'unknown') = $site)
    and ($region is null or coalesce(replaced.region, 'unknown') = $region)
    and ($team is null or coalesce(replaced.team, 'unknown') = $team)
    and ($product_family is null or coalesce(replaced.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(replaced.work_kind, 'unknown') = $work_kind)
),

summed as (
  select
    chosen.source,
    chosen.part_no,
    max(chosen.part_name) as part_name,
    min(chosen.supplier) as supplier,
    count(*) filter (where chosen.is_now) as replacements,
    count(*) filter (where chosen.is_now and chosen.product_family is not null) as on_product,
    count(*) filter (where not chosen.is_now and chosen.product_family is not null) as before_on_product,
    coalesce(sum(exact(chosen.pieces)) filter (where chosen.is_now), 0) as pieces,
    sum(exact(chosen.cost)) filter (where chosen.is_now) as cost,
    coalesce(sum(chosen.unpriced) filter (where chosen.is_now), 0) as unpriced
  from chosen
  group by chosen.source, chosen.part_no
),

put_into as (
  select
    failure.source,
    failure.part_no,
    failure.product_family
  from marts.part_failure as failure
  group by failure.source, failure.part_no, failure.product_family
),

unit as (
  select
    exposure.product_family,
    sum(exact(case when exposure.from_on >= $since and exposure.from_on < $until then exposure.unit_years else 0 end)) as years,
    sum(exact(case when exposure.from_on >= $since and exposure.from_on < $until then 0 else exposure.unit_years end)) as before_years
  from marts.part_exposure as exposure
  where
    (
      (exposure.from_on >= $since and exposure.from_on < $until)
      or coalesce(exposure.from_on >= $before_since and exposure.from_on < $before_until, false)
    )
    and ($region is null or coalesce(exposure.region, 'unknown') = $region)
    and ($product_family is null or exposure.product_family = $product_family)
  group by exposure.product_family
),

job as (
  select
    ticket.product_family,
    count(*) filter (where ticket.resolved_on >= $since and ticket.resolved_on < $until) as jobs,
    count(*) filter (where not (ticket.resolved_on >= $since and ticket.resolved_on < $until)) as before_jobs
  from marts.ticket as ticket
  where
    ticket.is_served
    and (
      (ticket.resolved_on >= $since and ticket.resolved_on < $until)
      or coalesce(ticket.resolved_on >= $before_since and ticket.resolved_on < $before_until, false)
    )
    and ($source is null or coalesce(ticket.source, 'unknown') = $source)
    and ($site is null or coalesce(ticket.site, 'unknown') = $site)
    and ($region is null or coalesce(ticket.region, 'unknown') = $region)
    and ($team is null or coalesce(ticket.team, 'unknown') = $team)
    and ($product_family is null or coalesce(ticket.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(ticket.work_kind, 'unknown') = $work_kind)
  group by ticket.product_family
),

stated as (
  select count(*) > 0 as has_units
  from marts.part_exposure as exposure
),

exposed as (
  select
    put_into.source,
    put_into.part_no,
    count(*) as families,
    min(put_into.product_family) as product_family,
    case
      when stated.has_units and $source is null and $site is null and $team is null and $work_kind is null then sum(unit.years)
      when not stated.has_units then cast(sum(job.jobs) as decimal(18, 4))
    end as exposure,
    case
      when stated.has_units and $source is null and $site is null and $team is null and $work_kind is null then sum(unit.before_years)
      when not stated.has_units then cast(sum(job.before_jobs) as decimal(18, 4))
    end as before_exposure
  from put_into
  cross join stated
  left join unit on unit.product_family = put_into.product_family
  left join job on job.product_family = put_into.product_family
  group by put_into.source, put_into.part_no, stated.has_units
),

rated as (
  select
    summed.source,
    summed.part_no,
    summed.part_name,
    summed.supplier,
    exposed.product_family,
    coalesce(exposed.families, 0) as families,
    summed.replacements,
    summed.on_product,
    summed.before_on_product,
    cast(exposed.exposure as double) as exposure,
    cast(exposed.before_exposure as double) as before_exposure,
    summed.pieces,
    summed.cost,
    summed.unpriced,
    case
      when exposed.exposure > 0 and exposed.before_exposure > 0 and $before_since is not null
        then ratio(
          ratio(summed.on_product, exposed.exposure) - ratio(summed.before_on_product, exposed.before_exposure),
          sqrt(
            ratio(summed.on_product + summed.before_on_product, exposed.exposure + exposed.before_exposure)
            * (ratio(1, exposed.exposure) + ratio(1, exposed.before_exposure))
          )
        )
    end as rise
  from summed
  left join exposed on exposed.source = summed.source and exposed.part_no = summed.part_no
),

placed as (
  select
    rated.source,
    rated.part_no,
    rated.part_name,
    rated.supplier,
    rated.product_family,
    rated.families,
    rated.replacements,
    rated.on_product,
    rated.before_on_product,
    rated.exposure,
    rated.before_exposure,
    rated.pieces,
    rated.cost,
    rated.unpriced,
    rated.rise,
    row_number() over (order by rated.cost desc nulls last, rated.part_no asc nulls last, rated.source asc nulls last) as place_by_cost,
    row_number() over (
      order by rated.replacements desc nulls last, rated.part_no asc nulls last, rated.source asc nulls last
    ) as place_by_replacements,
    row_number() over (order by rated.rise desc nulls last, rated.part_no asc nulls last, rated.source asc nulls last) as place_by_rise,
    count(*) over () as parts,
    sum(rated.cost) over () as all_cost,
    sum(rated.replacements) over () as all_replacements
  from rated
)

select
  placed.source,
  placed.part_no,
  placed.part_name,
  placed.supplier,
  placed.product_family,
  cast(placed.families as double) as families,
  cast(placed.replacements as double) as replacements,
  cast(placed.on_product as double) as on_product,
  cast(placed.before_on_product as double) as before_on_product,
  placed.exposure,
  placed.before_exposure,
  cast(placed.pieces as double) as pieces,
  cast(placed.cost as double) as cost,
  cast(placed.unpriced as double) as unpriced,
  placed.rise,
  class.demand_class,
  cast(placed.place_by_cost as double) as place_by_cost,
  cast(placed.place_by_replacements as double) as place_by_replacements,
  cast(placed.place_by_rise as double) as place_by_rise,
  cast(placed.parts as double) as parts,
  cast(placed.all_cost as double) as all_cost,
  cast(placed.all_replacements as double) as all_replacements
from placed
left join marts.part_demand_class as class
  on class.source = placed.source and class.part_no = placed.part_no and class.grain = $grain
where
  placed.place_by_cost <= $most
  or placed.place_by_replacements <= $most
  or placed.place_by_rise <= $most
  or placed.part_no = $part
order by placed.place_by_replacements asc nulls last

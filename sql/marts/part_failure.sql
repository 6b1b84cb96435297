-- grain: one row per part, product family and week
-- key: source, part_no, product_family, week_start
-- clock: ISO weeks, site-local dates
-- why: Replacements of a part on a product, with what they are to be held against, weeks without a replacement included: from the first week in
-- which its source records uses. Units in service where the home states any, else served jobs on that product.
-- materialized: table
with replaced as (
  select
    r.source,
    r.part_no,
    r.product_family,
    d.week_start,
    count(*) as replacements,
    sum(exact(r.pieces)) as pieces
  from marts.part_replacement as r
  inner join ref.day as d on d.day = r.replaced_on
  where r.product_family is not null
  group by r.source, r.part_no, r.product_family, d.week_start
),

pair as (
  select
    r.source,
    r.part_no,
    r.product_family
  from replaced as r
  group by r.source, r.part_no, r.product_family
),

begun as (
  select
    r.source,
    min(r.week_start) as first_week
  from replaced as r
  group by r.source
),

unit as (
  select
    e.product_family,
    d.week_start,
    sum(exact(e.unit_years)) as unit_years
  from marts.part_exposure as e
  inner join ref.day as d on d.day = e.from_on
  group by e.product_family, d.week_start
),

job as (
  select
    t.product_family,
    d.week_start,
    count(*) as jobs
  from marts.ticket as t
  inner join ref.day as d on d.day = t.resolved_on
  where t.is_served and t.product_family is not null
  group by t.product_family, d.week_start
),

basis as (
  select case when count(*) > 0 then 'units' else 'jobs' end as basis
  from marts.part_exposure as e
),

filled as (
  select
    a.source,
    a.part_no,
    a.product_family,
    p.period_start as week_start,
    coalesce(r.replacements, 0) as replacements,
    coalesce(r.pieces, 0) as pieces,
    coalesce(j.jobs, 0) as jobs,
    u.unit_years,
    b.basis,
    case when b.basis = 'units' then cast(u.unit_years as double) else cast(coalesce(j.jobs, 0) as double) end as exposure,
    p.period_end <= s.known_until as is_complete
  from pair as a
  inner join begun as g on g.source = a.source
  inner join ref.period as p on p.grain = 'week' and p.period_start >= g.first_week
  inner join intermediate.kpi_source_described as s on s.source = a.source
  cross join basis as b
  left join replaced as r
    on r.source = a.source and r.part_no = a.part_no and r.product_family = a.product_family and r.week_start = p.period_start
  left join unit as u on u.product_family = a.product_family and u.week_start = p.period_start
  left join job as j on j.product_family = a.product_family and j.week_start = p.period_start
)

select
  f.source,
  f.part_no,
  f.product_family,
  f.week_start,
  cast(f.replacements as double) as replacements,
  cast(f.pieces as double) as pieces,
  cast(f.jobs as double) as jobs,
  cast(f.unit_years as double) as unit_years,
  f.basis,
  f.exposure,
  ratio(f.replacements, f.exposure) as rate,
  f.is_complete
from filled as f

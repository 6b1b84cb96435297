-- grain: one row per part and product family on which it was ever replaced
-- key: source, part_no, product_family
-- clock: whole days of age
-- why: What stands behind a life curve: how many units are followed, how many have no purchase date that can be used, and how many left service
-- with their first part. Units are those that some job speaks of: what was sold and never seen is not among them. Where the home states units
-- in service, each followed unit stands for `scale` of them: years of units in service ÷ years of followed units, in the same time.
-- That takes the ages of units never seen to be those of the seen ones; without it a part would seem to fail many times as often.
-- materialized: table
with pair as (
  select
    r.source,
    r.part_no,
    d.product_family
  from marts.part_replacement as r
  inner join intermediate.unit_dated as d on d.unit_key = r.unit_key
  where d.product_family is not null
  group by r.source, r.part_no, d.product_family
),

family as (
  select
    d.source,
    d.product_family,
    count(*) as units,
    count(f.unit_key) as followed,
    count(*) filter (where d.purchased_on is null) as undated,
    count(*) filter (where d.is_purchase_contradicted) as contradicted,
    count(*) filter (where f.entry_age > 0) as entered_later,
    count(*) filter (where f.has_left) as left_service,
    max(f.exit_age) as oldest_age,
    ratio(sum(f.exit_age - f.entry_age + 1), 365.25) as followed_years
  from intermediate.unit_dated as d
  left join intermediate.unit_followed as f on f.unit_key = d.unit_key
  where d.product_family is not null
  group by d.source, d.product_family
),

begun as (
  select
    r.source,
    min(r.replaced_on) as known_from
  from marts.part_replacement as r
  group by r.source
),

served as (
  select
    b.source,
    e.product_family,
    cast(sum(exact(e.unit_years)) as double) as service_years
  from marts.part_exposure as e
  inner join begun as b on e.from_on >= b.known_from
  group by b.source, e.product_family
),

replaced as (
  select
    r.source,
    r.part_no,
    r.product_family,
    count(*) as replaced,
    count(*) filter (where f.has_left) as replaced_and_left
  from marts.part_first_replacement as r
  inner join intermediate.unit_followed as f on f.unit_key = r.unit_key
  group by r.source, r.part_no, r.product_family
)

select
  p.source,
  p.part_no,
  p.product_family,
  cast(f.units as double) as units,
  cast(f.followed as double) as followed,
  cast(f.undated as double) as undated,
  cast(f.contradicted as double) as contradicted,
  cast(f.entered_later as double) as entered_later,
  cast(coalesce(r.replaced, 0) as double) as replaced,
  cast(f.left_service - coalesce(r.replaced_and_left, 0) as double) as left_unreplaced,
  f.oldest_age,
  f.followed_years,
  v.service_years,
  case when v.service_years > f.followed_years then ratio(v.service_years, f.followed_years) else 1 end as scale,
  case when v.service_years is null then 'seen' else 'units' end as basis
from pair as p
inner join family as f on f.source = p.source and f.product_family = p.product_family
left join replaced as r on r.source = p.source and r.part_no = p.part_no and r.product_family = p.product_family
left join served as v on v.source = p.source and v.product_family = p.product_family

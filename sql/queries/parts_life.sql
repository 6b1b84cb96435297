-- what: the life curve of a part on the product on which it was replaced most: the last step of each month of age (30.4375 days).
-- parameters: part VARCHAR, source VARCHAR, product_family VARCHAR
with placed as (
  select
    life.source,
    life.part_no,
    life.product_family,
    row_number() over (
      order by life.replaced desc nulls last, life.followed desc nulls last, life.product_family asc nulls last, life.source asc nulls last
    ) as place
  from marts.part_life_population as life
  where
    life.part_no = $part
    and ($source is null or life.source = $source)
    and ($product_family is null or life.product_family = $product_family)
),

stepped as (
  select
    life.age_days,
    cast(floor(life.age_days / 30.4375) as integer) as month,
    life.followed,
    life.survival,
    life.lower,
    life.upper,
    row_number() over (
      partition by floor(life.age_days / 30.4375)
      order by life.age_days desc nulls last
    ) as from_the_last
  from marts.part_life as life
  inner join placed
    on placed.source = life.source and placed.part_no = life.part_no and placed.product_family = life.product_family
  where placed.place = 1
)

select
  stepped.month,
  stepped.followed,
  stepped.survival,
  stepped.lower,
  stepped.upper
from stepped
where stepped.from_the_last = 1
order by stepped.month asc nulls last

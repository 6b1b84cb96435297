-- what: what stands behind the life curve that parts_life gives.
-- parameters: part VARCHAR, source VARCHAR, product_family VARCHAR
select
  life.product_family,
  life.units,
  life.followed,
  life.undated,
  life.contradicted,
  life.entered_later,
  life.replaced,
  life.left_unreplaced,
  life.oldest_age,
  life.scale,
  life.basis
from marts.part_life_population as life
where
  life.part_no = $part
  and ($source is null or life.source = $source)
  and ($product_family is null or life.product_family = $product_family)
order by life.replaced desc nulls last, life.followed desc nulls last, life.product_family asc nulls last, life.source asc nulls last
limit 1

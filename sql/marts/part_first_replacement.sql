-- grain: one row per part and followed unit in which it was replaced
-- key: source, part_no, unit_key
-- clock: whole days of age
-- why: The first replacement of a part in a unit while it was followed; later ones begin with a new part and are no life of the first.
-- materialized: table
select
  r.source,
  r.part_no,
  f.product_family,
  r.unit_key,
  min(days_between(f.purchased_on, r.replaced_on)) as age_days,
  f.exit_age
from marts.part_replacement as r
inner join intermediate.unit_followed as f on f.unit_key = r.unit_key
where
  days_between(f.purchased_on, r.replaced_on) >= f.entry_age
  and days_between(f.purchased_on, r.replaced_on) <= f.exit_age
group by r.source, r.part_no, f.product_family, r.unit_key, f.exit_age

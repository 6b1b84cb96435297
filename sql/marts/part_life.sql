-- grain: one row per part, product family and age at which a unit had its first replacement
-- key: source, part_no, product_family, age_days
-- clock: whole days of age of the unit
-- why: The share of units that still have their first part, by age: Kaplan and Meier 1958, with units that came under observation later
-- (at risk at age a: entry_age <= a <= exit age, not replaced before). Standard error by Greenwood, the 95 % interval on the scale of
-- log(−log S) (Kalbfleisch and Prentice 2002), which stays within 0 and 1. Exchanged and refunded units are censored then. Each followed
-- unit stands for part_life_population.scale units in service (1 where none are stated). At risk counts all units of the family, so it is
-- summed once a family and corrected for the units that had the part replaced.
-- materialized: table
with unit_change as (
  select
    f.source,
    f.product_family,
    f.entry_age as age_days,
    1 as change
  from intermediate.unit_followed as f
  union all
  select
    f.source,
    f.product_family,
    f.exit_age + 1 as age_days,
    -1 as change
  from intermediate.unit_followed as f
  union all
  -- Ages to read the sum at.
  select
    r.source,
    r.product_family,
    r.age_days,
    0 as change
  from marts.part_first_replacement as r
),

family_moment as (
  select
    c.source,
    c.product_family,
    c.age_days,
    sum(c.change) as change
  from unit_change as c
  group by c.source, c.product_family, c.age_days
),

family_risk as (
  select
    m.source,
    m.product_family,
    m.age_days,
    sum(m.change) over (
      partition by m.source, m.product_family
      order by m.age_days nulls last
      rows between unbounded preceding and current row
    ) as units
  from family_moment as m
),

-- A unit whose part was replaced is at risk no more from the next day on, and was counted until its exit.
part_change as (
  select
    r.source,
    r.part_no,
    r.product_family,
    r.age_days,
    0 as change,
    1 as replaced
  from marts.part_first_replacement as r
  union all
  select
    r.source,
    r.part_no,
    r.product_family,
    r.age_days + 1 as age_days,
    -1 as change,
    0 as replaced
  from marts.part_first_replacement as r
  union all
  select
    r.source,
    r.part_no,
    r.product_family,
    r.exit_age + 1 as age_days,
    1 as change,
    0 as replaced
  from marts.part_first_replacement as r
),

part_moment as (
  select
    c.source,
    c.part_no,
    c.product_family,
    c.age_days,
    sum(c.change) as change,
    sum(c.replaced) as replaced
  from part_change as c
  group by c.source, c.part_no, c.product_family, c.age_days
),

corrected as (
  select
    m.source,
    m.part_no,
    m.product_family,
    m.age_days,
    m.replaced,
    sum(m.change) over (
      partition by m.source, m.part_no, m.product_family
      order by m.age_days nulls last
      rows between unbounded preceding and current row
    ) as correction
  from part_moment as m
),

at_risk as (
  select
    c.source,
    c.part_no,
    c.product_family,
    c.age_days,
    c.replaced,
    f.units + c.correction as followed,
    (f.units + c.correction) * p.scale as at_risk
  from corrected as c
  inner join family_risk as f on f.source = c.source and f.product_family = c.product_family and f.age_days = c.age_days
  inner join marts.part_life_population as p
    on p.source = c.source and p.part_no = c.part_no and p.product_family = c.product_family
  where c.replaced > 0
),

-- Where all at risk had it replaced, nobody is left: the product is 0 and its logarithm has no value.
stepped as (
  select
    r.source,
    r.part_no,
    r.product_family,
    r.age_days,
    r.replaced,
    r.followed,
    r.at_risk,
    cast(case when r.replaced < r.at_risk then ln(1 - ratio(r.replaced, r.at_risk)) else 0 end as decimal(38, 12)) as log_step,
    cast(
      case when r.replaced < r.at_risk then ratio(r.replaced, r.at_risk * (r.at_risk - r.replaced)) else 0 end as decimal(38, 12)
    ) as variance_step,
    case when r.replaced = r.at_risk then 1 else 0 end as empties
  from at_risk as r
),

summed as (
  select
    s.source,
    s.part_no,
    s.product_family,
    s.age_days,
    s.replaced,
    s.followed,
    s.at_risk,
    cast(
      sum(s.log_step) over (
        partition by s.source, s.part_no, s.product_family
        order by s.age_days nulls last
        rows between unbounded preceding and current row
      ) as double
    ) as log_survival,
    cast(
      sum(s.variance_step) over (
        partition by s.source, s.part_no, s.product_family
        order by s.age_days nulls last
        rows between unbounded preceding and current row
      ) as double
    ) as greenwood,
    max(s.empties) over (
      partition by s.source, s.part_no, s.product_family
      order by s.age_days nulls last
      rows between unbounded preceding and current row
    ) as is_empty
  from stepped as s
)

select
  s.source,
  s.part_no,
  s.product_family,
  s.age_days,
  cast(s.followed as double) as followed,
  cast(s.at_risk as double) as at_risk,
  cast(s.replaced as double) as replaced,
  case when s.is_empty = 1 then cast(0 as double) else exp(s.log_survival) end as survival,
  case when s.is_empty = 0 then exp(s.log_survival) * sqrt(s.greenwood) end as standard_error,
  -- 1.959963984540054 is the 97.5 % point of the normal distribution.
  case
    when s.is_empty = 0 then exp(s.log_survival * exp(1.959963984540054 * sqrt(s.greenwood) / (0 - s.log_survival)))
  end as lower,
  case
    when s.is_empty = 0 then exp(s.log_survival * exp(-1.959963984540054 * sqrt(s.greenwood) / (0 - s.log_survival)))
  end as upper
from summed as s

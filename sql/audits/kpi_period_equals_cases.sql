-- severity: error
-- why: The figure of every period, for all together, is the sum of its cases and nothing else.
with daily as (
  select
    k.kpi_id,
    k.booked_on,
    sum(exact(case when k.is_decided then k.numerator else 0 end)) as numerator,
    sum(exact(case when k.is_decided then coalesce(k.denominator, 0) else 0 end)) as denominator,
    sum(case when k.is_decided then 0 else 1 end) as undecided
  from marts.kpi_case as k
  group by k.kpi_id, k.booked_on
),

expected as (
  select
    c.kpi_id,
    p.grain,
    p.period_start,
    sum(c.numerator) as numerator,
    sum(c.denominator) as denominator,
    sum(c.undecided) as undecided
  from daily as c
  inner join ref.period as p on c.booked_on >= p.period_start and c.booked_on < p.period_end
  group by c.kpi_id, p.grain, p.period_start
),

found as (
  select
    f.kpi_id,
    f.grain,
    f.period_start,
    f.numerator,
    f.denominator,
    f.undecided
  from marts.kpi_period as f
  where f.slice = 'all'
)

select
  coalesce(e.kpi_id, f.kpi_id) as kpi_id,
  coalesce(e.grain, f.grain) as grain,
  coalesce(e.period_start, f.period_start) as period_start,
  e.numerator as expected_numerator,
  f.numerator as found_numerator,
  e.denominator as expected_denominator,
  f.denominator as found_denominator
from expected as e
full join found as f on f.kpi_id = e.kpi_id and f.grain = e.grain and f.period_start = e.period_start
where abs(coalesce(e.numerator, 0) - coalesce(f.numerator, 0)) > 1e-12 * (1 + abs(coalesce(f.numerator, 0)))
  or (f.denominator is not null and abs(coalesce(e.denominator, 0) - f.denominator) > 1e-12 * (1 + abs(f.denominator)))
  or coalesce(e.undecided, 0) <> coalesce(f.undecided, 0)
  or f.kpi_id is null

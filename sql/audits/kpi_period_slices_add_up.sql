-- severity: error
-- why: The slices of a dimension (`unknown` among them) add up to the whole, in every period.
with whole as (
  select f.kpi_id, f.grain, f.period_start, f.numerator, f.denominator, f.n, f.undecided
  from marts.kpi_period as f
  where f.slice = 'all' and (f.n > 0 or f.undecided > 0)
),

part as (
  select
    f.kpi_id,
    f.grain,
    f.period_start,
    f.slice,
    sum(exact(f.numerator)) as numerator,
    sum(exact(f.denominator)) as denominator,
    sum(f.n) as n,
    sum(f.undecided) as undecided
  from marts.kpi_period as f
  where f.slice <> 'all'
  group by f.kpi_id, f.grain, f.period_start, f.slice
)

select
  w.kpi_id,
  w.grain,
  w.period_start,
  p.slice,
  w.numerator,
  p.numerator as numerator_of_slices,
  w.n,
  p.n as n_of_slices
from whole as w
left join part as p on p.kpi_id = w.kpi_id and p.grain = w.grain and p.period_start = w.period_start
where p.slice is null
  or abs(p.numerator - w.numerator) > 1e-12 * (1 + abs(w.numerator))
  or abs(coalesce(p.denominator, 0) - coalesce(w.denominator, 0)) > 1e-12 * (1 + abs(coalesce(w.denominator, 0)))
  or p.n <> w.n
  or p.undecided <> w.undecided

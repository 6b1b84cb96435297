-- grain: one row per part and grain
-- key: source, part_no, grain
-- clock: ISO weeks and calendar months
-- why: How a part is asked for: how often and how evenly. ADI = periods ÷ periods with demand; CV² = variance of the demands that are not 0
-- (n − 1) ÷ their mean squared; smooth, erratic, intermittent and lumpy by 1.32 and 0.49 (Syntetos, Boylan and Croston 2005), a value at
-- the limit on the upper side. One demand has no variance: too_few. All known periods count.
-- materialized: table
with counted as (
  select
    d.source,
    d.part_no,
    d.grain,
    min(d.period_start) as first_period,
    max(d.period_start) as last_period,
    count(*) as periods,
    count(*) filter (where d.demand > 0) as demand_periods,
    sum_exact(d.demand) as quantity,
    max(case when d.is_introduction_known then 1 else 0 end) = 1 as is_introduction_known
  from marts.part_demand as d
  group by d.source, d.part_no, d.grain
),

spread as (
  select
    d.source,
    d.part_no,
    d.grain,
    sum_exact(
      (d.demand - ratio(c.quantity, c.demand_periods)) * (d.demand - ratio(c.quantity, c.demand_periods))
    ) as squares
  from marts.part_demand as d
  inner join counted as c on c.source = d.source and c.part_no = d.part_no and c.grain = d.grain
  where d.demand > 0
  group by d.source, d.part_no, d.grain
),

measured as (
  select
    c.source,
    c.part_no,
    c.grain,
    c.first_period,
    c.last_period,
    c.periods,
    c.demand_periods,
    c.quantity,
    c.is_introduction_known,
    ratio(c.quantity, c.demand_periods) as mean_size,
    ratio(c.periods, c.demand_periods) as adi,
    case
      when c.demand_periods >= 2
        then ratio(ratio(s.squares, c.demand_periods - 1), ratio(c.quantity, c.demand_periods) * ratio(c.quantity, c.demand_periods))
    end as cv2
  from counted as c
  left join spread as s on s.source = c.source and s.part_no = c.part_no and s.grain = c.grain
)

select
  m.source,
  m.part_no,
  m.grain,
  m.first_period,
  m.last_period,
  cast(m.periods as integer) as periods,
  cast(m.demand_periods as integer) as demand_periods,
  m.quantity,
  m.mean_size,
  m.adi,
  m.cv2,
  case
    when m.demand_periods = 0 then 'none'
    when m.demand_periods = 1 then 'too_few'
    when m.adi < 1.32 and m.cv2 < 0.49 then 'smooth'
    when m.adi < 1.32 then 'erratic'
    when m.cv2 < 0.49 then 'intermittent'
    else 'lumpy'
  end as demand_class,
  m.is_introduction_known
from measured as m

-- grain: one row per part and week, and per part and month, those without demand included
-- key: source, part_no, grain, period_start
-- clock: ISO weeks and calendar months, site-local dates
-- why: How much of a part was asked for in each period: from the one in which it was introduced (else of its first demand) to the last that is
-- over and known, or in which it could be asked for to the end. Returns come off in the period in which they come back, but a demand is never negative. A listed part without any
-- demand is here only when it is known when it was introduced.
-- materialized: table
with booked as (
  select
    b.source,
    b.part_no,
    d.week_start,
    d.month_start,
    b.booked_on,
    b.quantity
  from intermediate.part_demand_booked as b
  inner join ref.day as d on d.day = b.booked_on
),

summed as (
  select
    b.source,
    b.part_no,
    case when b.week_start is not null then 'week' else 'month' end as grain,
    coalesce(b.week_start, b.month_start) as period_start,
    sum_exact(b.quantity) as quantity,
    count(*) as bookings
  from booked as b
  group by grouping sets ((b.source, b.part_no, b.week_start), (b.source, b.part_no, b.month_start))
),

begun as (
  select
    b.source,
    b.part_no,
    min(b.booked_on) as first_on
  from booked as b
  where b.quantity > 0
  group by b.source, b.part_no
),

listed as (
  select
    l.source,
    l.part_no,
    l.introduced_on,
    l.discontinued_on
  from intermediate.part_listed as l
),

-- A use before the introduction shows that the list is wrong: the earlier of the two counts.
known as (
  select
    coalesce(f.source, l.source) as source,
    coalesce(f.part_no, l.part_no) as part_no,
    case when l.introduced_on is null or f.first_on < l.introduced_on then f.first_on else l.introduced_on end as from_on,
    l.discontinued_on,
    l.introduced_on is not null as is_introduction_known
  from begun as f
  full join listed as l on l.source = f.source and l.part_no = f.part_no
),

-- Not ref.period: parts may have been known, and not asked for, before the first fact of the lake.
period as (
  select
    'week' as grain,
    d.week_start as period_start,
    add_days(d.week_start, 7) as period_end
  from ref.day as d
  group by d.week_start
  union all
  select
    'month' as grain,
    d.month_start as period_start,
    add_months(d.month_start, 1) as period_end
  from ref.day as d
  group by d.month_start
)

select
  k.source,
  k.part_no,
  p.grain,
  p.period_start,
  coalesce(s.quantity, 0) as net_quantity,
  case when s.quantity > 0 then s.quantity else 0 end as demand,
  cast(coalesce(s.bookings, 0) as integer) as bookings,
  k.is_introduction_known
from known as k
inner join intermediate.kpi_source_described as d on d.source = k.source
inner join period as p on p.period_end > k.from_on and p.period_end <= d.known_until and (k.discontinued_on is null or p.period_end <= k.discontinued_on)
left join summed as s on s.source = k.source and s.part_no = k.part_no and s.grain = p.grain and s.period_start = p.period_start

-- what: how parts are asked for by weeks or months: parts, pieces and money a class. Money is that of all their uses.
-- parameters: grain VARCHAR, source VARCHAR
with spent as (
  select
    replaced.source,
    replaced.part_no,
    sum(exact(replaced.cost)) as cost
  from marts.part_replacement as replaced
  group by replaced.source, replaced.part_no
)

select
  class.demand_class,
  cast(count(*) as double) as parts,
  cast(sum(exact(class.quantity)) as double) as pieces,
  cast(coalesce(sum(spent.cost), 0) as double) as cost,
  median_of(class.adi) as adi,
  median_of(class.cv2) as cv2,
  max(class.last_period) as last_period,
  cast(sum(case when class.is_introduction_known then 0 else 1 end) as double) as from_first_demand
from marts.part_demand_class as class
left join spent on spent.source = class.source and spent.part_no = class.part_no
where class.grain = $grain and ($source is null or class.source = $source)
group by class.demand_class
order by parts desc nulls last, class.demand_class asc nulls last

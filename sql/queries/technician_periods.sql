-- what: the months and quarters of the technicians' comparison, the newest first, and whether each is over
-- parameters:
select
  score.grain,
  score.period,
  case score.grain
    when 'quarter' then add_months(score.period, 3)
    else add_months(score.period, 1)
  end <= parameter.as_of_date as is_over
from marts.technician_score as score
cross join ref.parameter as parameter
group by score.grain, score.period, parameter.as_of_date
order by score.grain desc nulls last, score.period desc nulls last

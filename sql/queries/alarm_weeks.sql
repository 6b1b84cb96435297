-- what: the weeks of an alarm from some days before it began: events, and how many were expected at the usual rate
-- parameters: alarm VARCHAR, before_days INTEGER
with sized as (
  select
    size.week_start,
    coalesce(counted.counted, 0) as observed,
    alarm.usual_rate,
    case alarm.compared_with
      when 'jobs' then size.jobs
      when 'units' then size.units
      when 'other_complaints' then size.complaints - coalesce(counted.counted, 0)
      else size.jobs - coalesce(counted.counted, 0)
    end as exposure
  from marts.cause_alarm as alarm
  inner join marts.alarm_week_size as size
    on
      size.subject = case when alarm.series_kind = 'part_product' then 'part' else 'complaint' end
      and coalesce(size.product_family, '') = coalesce(alarm.product_family, '')
      and size.week_start >= add_days(alarm.began_on, -$before_days)
  left join marts.alarm_week_count as counted
    on
      size.subject = counted.subject
      and coalesce(size.product_family, '') = coalesce(counted.product_family, '')
      and size.week_start = counted.week_start
      and alarm.code = counted.code
  where alarm.alarm_id = $alarm
)

select
  sized.week_start,
  sized.observed,
  greatest(sized.exposure, 0) * sized.usual_rate / 1000 as expected
from sized
order by sized.week_start asc nulls last

-- what: alarms that are open, and those that ended in the last days, the strongest first
-- parameters: ended_days INTEGER, most INTEGER
with part as (
  select
    part_usage.part_no,
    max(part_usage.part_name) as part_name
  from marts.part_usage as part_usage
  inner join marts.cause_alarm as cause_alarm
    on
      part_usage.part_no = cause_alarm.code
      and cause_alarm.series_kind = 'part_product'
  group by part_usage.part_no
)

select
  cause_alarm.alarm_id,
  cause_alarm.series_kind,
  cause_alarm.product_family,
  cause_alarm.code,
  coalesce(cause.name_zh, part.part_name) as name_zh,
  coalesce(cause.name_en, part.part_name) as name_en,
  cause_alarm.began_on,
  cause_alarm.detected_on,
  cause_alarm.known_on,
  cause_alarm.ended_on,
  cause_alarm.observed,
  cause_alarm.expected,
  cause_alarm.ratio,
  cause_alarm.ratio_lower,
  cause_alarm.ratio_upper,
  cause_alarm.compared_with,
  cause_alarm.rate,
  cause_alarm.usual_rate,
  cause_alarm.usual_weeks,
  cause_alarm.false_alarms_a_year,
  cast(count(*) over () as double) as total
from marts.cause_alarm as cause_alarm
cross join ref.parameter as parameter
left join ref.cause as cause
  on
    cause_alarm.code = cause.code
    and cause.is_current
    and cause_alarm.series_kind <> 'part_product'
left join part
  on
    cause_alarm.code = part.part_no
    and cause_alarm.series_kind = 'part_product'
where cause_alarm.ended_on is null or cause_alarm.ended_on >= add_days(parameter.as_of_date, -$ended_days)
order by
  cause_alarm.ended_on is null desc nulls last,
  cause_alarm.detected_on desc nulls last,
  cause_alarm.false_alarms_a_year asc nulls last,
  cause_alarm.alarm_id asc nulls last
limit $most

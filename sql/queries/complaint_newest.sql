-- what: the newest complaints received in [since, until), with how many there are; the customer's words as the lake has them, masked
-- parameters: since DATE, until DATE, most INTEGER, responsibility VARCHAR, cause_method VARCHAR, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with chosen as (
  select
    complaint.source,
    complaint.complaint_id,
    complaint.ticket_key,
    complaint.ticket_id,
    complaint.received_at,
    complaint.received_on,
    complaint.resolved_at,
    complaint.closed_at,
    complaint.is_open,
    complaint.text,
    complaint.severity,
    complaint.channel,
    complaint.product_family,
    complaint.root_cause,
    complaint.root_cause_detail,
    complaint.responsibility,
    count(*) over () as total
  from marts.complaint as complaint
  where
    complaint.received_on >= $since
    and complaint.received_on < $until
    and ($responsibility is null or complaint.responsibility = $responsibility)
    and ($cause_method is null or complaint.cause_method = $cause_method)
    and ($source is null or coalesce(complaint.source, 'unknown') = $source)
    and ($site is null or coalesce(complaint.site, 'unknown') = $site)
    and ($region is null or coalesce(complaint.region, 'unknown') = $region)
    and ($team is null or coalesce(complaint.team, 'unknown') = $team)
    and ($product_family is null or coalesce(complaint.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(complaint.work_kind, 'unknown') = $work_kind)
  order by complaint.received_at desc nulls last, complaint.source asc nulls last, complaint.complaint_id asc nulls last
  limit $most
),

caused as (
  select
    complaint_cause.source,
    complaint_cause.complaint_id,
    count(*) as causes
  from marts.complaint_cause as complaint_cause
  inner join chosen
    on
      complaint_cause.source = chosen.source
      and complaint_cause.complaint_id = chosen.complaint_id
  group by complaint_cause.source, complaint_cause.complaint_id
)

select
  chosen.source,
  chosen.complaint_id,
  chosen.ticket_key,
  chosen.ticket_id,
  chosen.received_on,
  chosen.is_open,
  chosen.text,
  chosen.severity,
  chosen.channel,
  chosen.product_family,
  chosen.root_cause,
  named.name_zh as cause_name_zh,
  named.name_en as cause_name_en,
  chosen.root_cause_detail,
  cast(coalesce(caused.causes, 0) as double) as causes,
  chosen.responsibility,
  minutes_between(chosen.received_at, coalesce(chosen.resolved_at, chosen.closed_at, parameter.as_of)) / 1440 as open_days,
  cast(chosen.total as double) as total
from chosen
cross join ref.parameter as parameter
left join ref.cause as named
  on
    chosen.root_cause = named.code
    and named.is_current
left join caused
  on
    chosen.source = caused.source
    and chosen.complaint_id = caused.complaint_id
order by chosen.received_at desc nulls last, chosen.source asc nulls last, chosen.complaint_id asc nulls last

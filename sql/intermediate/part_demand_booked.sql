-- grain: one row per booking of a part: a use, or an issue where its source records no uses
-- key: source, booking_id
-- clock: UTC stamps, site-local dates
-- why: What was asked of each part. What jobs used is the demand; a source that has no uses but issues is judged by these, never by both,
-- since most uses were issued before. Returns are negative.
-- materialized: table
with usage_source as (
  select u.source
  from intermediate.part_usage_latest as u
  group by u.source
)

select
  u.source,
  'usage:' || u.usage_id as booking_id,
  u.part_no,
  local_date(u.used_at, p.time_zone) as booked_on,
  u.quantity
from intermediate.part_usage_latest as u
cross join ref.parameter as p
union all
select
  i.source,
  'issue:' || i.issue_id as booking_id,
  i.part_no,
  local_date(i.at, p.time_zone) as booked_on,
  i.quantity
from staging.stock_issue as i
left join usage_source as s on s.source = i.source
cross join ref.parameter as p
where i.is_latest and i.is_known and s.source is null

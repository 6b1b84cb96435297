-- grain: one row per source and request for a part that was out of stock
-- key: source, request_id
-- clock: UTC stamps; what happened after ref.parameter.as_of has not happened yet and is null
-- why: The version of each request that counts.
-- materialized: table
select
  concat_key(r.source, r.request_id) as request_key,
  r.source,
  r.request_id,
  r.part_no,
  r.requested_at,
  case when r.answered_at <= p.as_of then r.answered_at end as answered_at,
  case when r.filled_at <= p.as_of then r.filled_at end as filled_at
from staging.stock_request as r
cross join ref.parameter as p
where r.is_latest and r.is_known

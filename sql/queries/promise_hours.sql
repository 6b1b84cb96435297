-- what: when the clocks of a stage started, by weekday (1 is Monday) and hour of the site: promises made that could be kept or broken, those decided, those broken.
-- Counted by quarters of an hour first, the smallest step by which zones differ: turning each stamp into local time takes far longer.
-- Promises without a start of their own (a time agreed with the customer) stand at the time they are due.
-- parameters: stage VARCHAR, from_day DATE, until_day DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with slotted as (
  select
    time_bucket(interval '15 minutes', coalesce(promise.started_at, promise.due_at)) as slot_at,
    count(*) as n,
    sum(case when promise.verdict in ('kept', 'broken') then 1 else 0 end) as decided,
    sum(case when promise.verdict = 'broken' then 1 else 0 end) as broken
  from marts.promise as promise
  where
    promise.subject_kind = 'ticket'
    and promise.stage = $stage
    and promise.verdict in ('kept', 'broken', 'running')
    and promise.started_on >= $from_day
    and promise.started_on < $until_day
    and ($source is null or promise.source = $source)
    and ($site is null or coalesce(promise.site, 'unknown') = $site)
    and ($region is null or coalesce(promise.region, 'unknown') = $region)
    and ($team is null or coalesce(promise.team, 'unknown') = $team)
    and ($product_family is null or coalesce(promise.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(promise.work_kind, 'unknown') = $work_kind)
  group by slot_at
),

placed as (
  select
    local_timestamp(slotted.slot_at, (select parameter.time_zone from ref.parameter as parameter)) as local_at,
    slotted.n,
    slotted.decided,
    slotted.broken
  from slotted
)

select
  cast(isodow(placed.local_at) as integer) as weekday,
  cast(hour(placed.local_at) as integer) as hour_of_day,
  cast(sum(placed.n) as double) as n,
  cast(sum(placed.decided) as double) as decided,
  cast(sum(placed.broken) as double) as broken
from placed
where placed.local_at is not null
group by weekday, hour_of_day
order by weekday asc nulls last, hour_of_day asc nulls last

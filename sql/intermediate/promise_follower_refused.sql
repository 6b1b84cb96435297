-- grain: one row per promise that is not made after all
-- key: ticket_key, promise_id, cycle
-- clock: UTC stamps compared exactly
-- why: A promise that was broken before another one could take its place stays broken, and the stage gets no further promise in that round:
-- a change of priority must not give a late job a second chance, nor count it twice.
-- materialized: table
with several as (
  select
    t.ticket_key,
    t.promise_id,
    t.cycle,
    t.round,
    t.stage,
    t.started_at,
    case when t.due_at < t.replaced_at then 1 else 0 end as is_broken_before
  from intermediate.promise_timed as t
  where t.is_one_of_several
),

followed as (
  select
    s.ticket_key,
    s.promise_id,
    s.cycle,
    max(s.is_broken_before) over (
      partition by s.ticket_key, s.round, s.stage
      order by s.started_at nulls last, s.cycle nulls last
      rows between unbounded preceding and 1 preceding
    ) as follows_broken
  from several as s
)

select
  f.ticket_key,
  f.promise_id,
  f.cycle
from followed as f
where f.follows_broken = 1

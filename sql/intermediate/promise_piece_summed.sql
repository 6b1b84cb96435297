-- grain: one row per promise that pauses, changes calendar or is replaced
-- key: ticket_key, promise_id, cycle
-- clock: microseconds on the promise's own clock; UTC stamps
-- why: Due is the earliest moment at which the pieces in which the clock ran add up to the limit: in the first piece that reaches it, else in the
-- tail. Sums are given up to the end of counting and up to the replacement; which of the two holds depends on the due time.
-- materialized: table
with running as (
  select
    c.ticket_key,
    c.promise_id,
    c.cycle,
    c.piece_no,
    c.from_at,
    c.is_tail,
    c.calendar_id,
    c.from_micros,
    c.from_closes,
    c.clock,
    c.is_tail and c.is_day_of_start_over as is_day_of_start_over,
    c.limit_units,
    case
      when c.is_after_replacement or c.waits_for is not null then cast(0 as bigint)
      when c.clock = 'working_days' then c.closes
      else c.micros
    end as units,
    case when c.is_after_replacement then cast(0 as bigint) else c.micros end as micros_to_replacement,
    case when c.waits_for is not null then c.micros else cast(0 as bigint) end as paused_micros,
    case when c.waits_for is not null and not c.is_after_replacement then c.micros else cast(0 as bigint) end as paused_to_replacement,
    c.micros,
    c.waits_for is not null and c.until_at >= c.counted_until as is_standing_at_end,
    -- Outside the calendar's table nothing can be said.
    c.clock <> 'calendar' and (c.from_micros is null or (not c.is_tail and c.micros is null)) as is_uncounted
  from intermediate.promise_piece_counted as c
),

added as (
  select
    r.ticket_key,
    r.promise_id,
    r.cycle,
    r.from_at,
    r.is_tail,
    r.calendar_id,
    r.from_micros,
    r.from_closes,
    r.clock,
    r.limit_units,
    r.units,
    cast(coalesce(sum(r.units) over (
      partition by r.ticket_key, r.promise_id, r.cycle
      order by r.piece_no nulls last
      rows between unbounded preceding and 1 preceding
    ), 0) as bigint) as units_before
  from running as r
),

reached as (
  select
    a.ticket_key,
    a.promise_id,
    a.cycle,
    a.from_at,
    a.calendar_id,
    a.clock,
    a.is_tail,
    a.from_micros,
    a.limit_units - a.units_before as units_left,
    a.from_micros + case when a.clock = 'working' then a.limit_units - a.units_before end as due_micros,
    a.from_closes + case when a.clock = 'working_days' then a.limit_units - a.units_before end as due_ordinal
  from added as a
  where a.units_before < a.limit_units and (a.is_tail or a.units_before + a.units >= a.limit_units)
),

due as (
  select
    r.ticket_key,
    r.promise_id,
    r.cycle,
    case r.clock
      when 'calendar' then add_micros(r.from_at, r.units_left)
      when 'working' then add_micros(i.from_at, r.due_micros - i.from_micros)
      when 'working_days' then d.closes_at
    end as due_at,
    -- What is left of the clock at the end of counting, when the limit is not used up by then.
    case
      when not r.is_tail then cast(0 as bigint)
      when r.clock = 'working_days' then d.closes_after_micros - r.from_micros
      else r.units_left
    end as left_micros
  from reached as r
  left join intermediate.working_hour_indexed as i
    on i.calendar_id = r.calendar_id
    and i.working_hour = hour_of_micros(r.due_micros)
    and i.from_micros < r.due_micros
    and i.until_micros >= r.due_micros
  left join ref.working_day as d
    on d.calendar_id = r.calendar_id
    and d.working_ordinal = r.due_ordinal
    and d.is_working
),

summed as (
  select
    r.ticket_key,
    r.promise_id,
    r.cycle,
    cast(sum(r.micros) as bigint) as micros,
    cast(sum(r.micros_to_replacement) as bigint) as micros_to_replacement,
    cast(sum(r.paused_micros) as bigint) as paused_micros,
    cast(sum(r.paused_to_replacement) as bigint) as paused_to_replacement,
    max(case when r.is_standing_at_end then 1 else 0 end) = 1 as is_standing_at_end,
    case
      when max(r.clock) = 'working_days' then cast(sum(r.units) + max(case when r.is_day_of_start_over then 1 else 0 end) as integer)
    end as working_days,
    max(case when r.is_uncounted then 1 else 0 end) = 1 as is_uncounted
  from running as r
  group by r.ticket_key, r.promise_id, r.cycle
)

select
  s.ticket_key,
  s.promise_id,
  s.cycle,
  case when not s.is_uncounted then d.due_at end as due_at,
  case when not s.is_uncounted then d.left_micros end as left_micros,
  case when not s.is_uncounted then coalesce(s.micros, 0) end as micros,
  case when not s.is_uncounted then coalesce(s.micros_to_replacement, 0) end as micros_to_replacement,
  coalesce(s.paused_micros, 0) as paused_micros,
  coalesce(s.paused_to_replacement, 0) as paused_to_replacement,
  s.is_standing_at_end,
  case when not s.is_uncounted then s.working_days end as working_days
from summed as s
left join due as d on d.ticket_key = s.ticket_key and d.promise_id = s.promise_id and d.cycle = s.cycle

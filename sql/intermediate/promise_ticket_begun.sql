-- grain: one row per ticket, round and stretch of time in which a promise holds, if the promise is made in it
-- key: ticket_key, preset, promise_id, round, started_at
-- clock: UTC stamps
-- why: A promise holds [holds_from, holds_until); before that the stage has another one. What runs at a change may be replaced, and the next
-- promise starts there. What had stopped, or whose work was over, is followed by none; what had not started yet leaves no trace.
-- materialized: view
select
  t.ticket_key,
  t.has_changed,
  t.offer_no,
  t.preset,
  t.promise_id,
  t.stop_event,
  t.is_condition_known,
  t.chosen_by,
  t.rule_order,
  t.start_event,
  t.received_at,
  t.agreed_at,
  t.outcome,
  t.visits,
  t.is_cancelled,
  t.is_order_impossible,
  t.round,
  t.round_started_at,
  t.round_ended_at,
  t.holds_from is not null or t.holds_until is not null as is_one_of_several,
  t.stage_started_at,
  case when t.stage_started_at is not null then greatest_stamp(t.stage_started_at, t.holds_from) end as started_at,
  t.stopped_at,
  t.done_at,
  case
    when t.holds_until < coalesce(t.round_ended_at, cast('9999-12-31' as timestamp))
      and t.stage_started_at < t.holds_until
      and (t.stopped_at is null or t.stopped_at > t.holds_until)
      and (t.done_at is null or t.done_at > t.holds_until)
      then t.holds_until
  end as replaced_at
from intermediate.promise_ticket_collapsed as t
where t.is_measured_in_round
  and (
    t.start_event = 'none'
    or (t.holds_from is null and t.holds_until is null)
    or (
      -- It holds until a change: before that it has started, or its stage (or the work, or the round) was over; nothing that comes later rewrites it.
      (
        t.holds_until is null
        or (
          t.holds_until > t.round_started_at
          and (
            t.stage_started_at < t.holds_until
            or t.holds_until >= least_stamp(t.stopped_at, t.done_at)
            or t.holds_until >= t.round_ended_at
          )
        )
      )
      -- It holds from a change on: then the stage is not over yet.
      and (
        t.holds_from is null
        or t.holds_from <= t.round_started_at
        or (
          (t.round_ended_at is null or t.holds_from < t.round_ended_at)
          and (t.stopped_at is null or t.stopped_at > t.holds_from)
          and (t.done_at is null or t.done_at > t.holds_from)
        )
      )
    )
  )

-- grain: one row per complaint
-- key: complaint_key
-- clock: calendar minutes
-- why: Whose responsibility a complaint seems to be: by the first rule that holds for its principal cause and the facts of its ticket, else by the cause
-- itself. A proposal that nobody has settled counts against nobody.
-- materialized: table
with matched as (
  select
    s.complaint_key,
    r.rule_id,
    r.responsibility,
    row_number() over (partition by s.complaint_key order by r.rule_order asc nulls last) as choice
  from intermediate.complaint_cause_settled as s
  inner join intermediate.complaint_latest as c on c.complaint_key = s.complaint_key
  left join marts.ticket as t on t.ticket_key = c.ticket_key
  inner join ref.responsibility_rule as r
    on
      (r.causes is null or has_code(r.causes, s.root_cause) or has_code(r.causes, s.cause_group))
      and (r.exclusion_reasons is null or has_code(r.exclusion_reasons, t.exclusion_reason))
      and (r.defect_confirmed is null or r.defect_confirmed = t.defect_confirmed)
      and (r.outcomes is null or has_code(r.outcomes, t.outcome))
      and (
        r.waited_for is null
        or case r.waited_for
          when 'customer' then t.customer_wait_minutes
          when 'parts' then t.parts_wait_minutes
          else t.supplier_wait_minutes
        end >= r.waited_minutes
      )
  where s.root_cause is not null
)

select
  s.complaint_key,
  m.rule_id,
  coalesce(m.responsibility, t.responsibility) as proposed_responsibility
from intermediate.complaint_cause_settled as s
left join matched as m on m.complaint_key = s.complaint_key and m.choice = 1
left join ref.cause as t on t.code = s.root_cause and t.is_current

-- severity: warning
-- why: A rule of the home, or one that people edited, has no effect, as its cause was split or retired
select
  r.rule_id,
  r.stated_cause,
  r.inactive_reason
from ref.cause_rule as r
where not r.is_active and r.origin <> 'shipped' and r.inactive_reason <> 'switched_off'

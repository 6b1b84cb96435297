-- what: the audits, and every contract or invariant that found anything; those with findings first. The first wrong row stays in the
-- warehouse: it may name a person.
-- parameters:
select
  audit_result.check_id,
  audit_result.kind,
  audit_result.model,
  audit_result.severity,
  cast(audit_result.failures as double) as failures,
  audit_result.meaning
from meta.audit_result as audit_result
where
  audit_result.kind = 'audit'
  or audit_result.failures > 0
order by audit_result.failures > 0 desc nulls last, audit_result.check_id asc nulls last

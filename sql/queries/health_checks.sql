-- what: what the build checked, by kind, severity and whether anything was found; and how many rows were wrong
-- parameters:
select
  audit_result.kind,
  audit_result.severity,
  audit_result.failures > 0 as is_found,
  cast(count(*) as double) as checks,
  cast(sum(audit_result.failures) as double) as failures
from meta.audit_result as audit_result
group by audit_result.kind, audit_result.severity, is_found
order by audit_result.kind asc nulls last, audit_result.severity asc nulls last, is_found asc nulls last

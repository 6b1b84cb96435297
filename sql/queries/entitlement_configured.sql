-- what: whether any rule or setting gives tickets an entitlement policy
-- parameters:
select
  (
    select count(*) > 0
    from ref.entitlement_rule as rule
    where rule.policy <> 'none'
  ) or coalesce(parameter.default_policy <> 'none', false) as is_configured
from ref.parameter as parameter

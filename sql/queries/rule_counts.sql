-- what: what each rule caught, decided, and whether people and sources agree with it
-- parameters:
select
  counted.rule_id,
  cast(counted.caught as double) as caught,
  cast(counted.decided_by_it as double) as decided,
  cast(counted.agreed as double) as agreed,
  cast(counted.disagreed as double) as disagreed
from marts.cause_rule_count as counted
order by counted.rule_id asc nulls last

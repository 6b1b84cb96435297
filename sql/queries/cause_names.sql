-- what: the causes of the current taxonomy with their names and those of their groups
-- parameters:
select
  cause.code,
  cause.name_zh,
  cause.name_en,
  above.name_zh as group_name_zh,
  above.name_en as group_name_en
from ref.cause as cause
left join ref.cause as above
  on
    cause.parent_code = above.code
    and above.is_current
where cause.is_current
order by cause.code asc nulls last

-- what: the causes of the current taxonomy, groups before their details, with the group's name; retired ones too
-- parameters:
select
  cause.taxonomy_version,
  cause.code,
  cause.parent_code,
  cause.level,
  cause.name_zh,
  cause.name_en,
  above.name_zh as group_name_zh,
  above.name_en as group_name_en,
  cause.responsibility,
  cause.is_retired
from ref.cause as cause
left join ref.cause as above
  on
    cause.parent_code = above.code
    and above.is_current
where cause.is_current
order by coalesce(cause.parent_code, cause.code) asc nulls last, cause.level asc nulls last, cause.code asc nulls last

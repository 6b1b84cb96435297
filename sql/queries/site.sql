-- what: the site and the moment this version of the warehouse stands at
-- parameters:
select
  parameter.site_name_zh,
  parameter.site_name_en,
  parameter.time_zone,
  parameter.currency,
  parameter.default_language,
  strftime(parameter.as_of, '%Y-%m-%dT%H:%M:%SZ') as as_of,
  strftime(parameter.data_until, '%Y-%m-%dT%H:%M:%SZ') as data_until,
  parameter.build_id
from ref.parameter as parameter

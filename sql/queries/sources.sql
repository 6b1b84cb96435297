-- what: the sources that have loaded anything, and how far each reaches
-- parameters:
select
  source.source,
  source.title_zh,
  source.title_en,
  strftime(source.data_until, '%Y-%m-%dT%H:%M:%SZ') as data_until
from ref.source as source
order by source.source asc nulls last

-- grain: one row per source, label that the taxonomy does not know, and proposed cause
-- key: source, label, place
-- clock: none
-- why: A local label whose name is written like that of a cause is proposed to be it, never taken for it. The statement gives the
-- causes of the current taxonomy first, then the labels with the complaints that bear them.
-- computed: cause_labels
select
  'cause' as kind,
  t.code,
  t.name_zh,
  t.name_en,
  cast(null as varchar) as source,
  cast(null as varchar) as label,
  cast(null as integer) as complaints
from ref.cause as t
where t.is_current
union all
select
  'label' as kind,
  cast(null as varchar) as code,
  cast(null as varchar) as name_zh,
  cast(null as varchar) as name_en,
  s.source,
  s.label,
  cast(count(*) as integer) as complaints
from intermediate.complaint_cause_split as s
where s.code is null
group by s.source, s.label
order by kind nulls last, source nulls last, label nulls last, code nulls last

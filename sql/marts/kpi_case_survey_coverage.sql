-- grain: one row per job of a source that has surveys
-- key: kpi_id, case_id
-- clock: site-local dates
-- why: Whether each call taken was surveyed; decided 7 days after its end. A job that is still open is no case yet: nobody is asked before
-- the end, and one job that nobody ever ends would keep its period waiting for good.
-- materialized: view
with asked as (
  select v.ticket_key
  from marts.survey as v
  where v.ticket_key is not null
  group by v.ticket_key
)

select
  'survey_coverage_rate' as kpi_id, 1 as definition_version, t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.received_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when coalesce(add_days(coalesce(t.resolved_on, t.closed_on), 7) < s.known_until, false) and a.ticket_key is not null then 1 else 0 end as double) as numerator,
  cast(case when coalesce(add_days(coalesce(t.resolved_on, t.closed_on), 7) < s.known_until, false) then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  coalesce(add_days(coalesce(t.resolved_on, t.closed_on), 7) < s.known_until, false) as is_decided
from marts.ticket as t
left join intermediate.kpi_source_described as s on s.source = t.source
left join asked as a on a.ticket_key = t.ticket_key
where t.is_job and not t.is_open and s.has_survey

-- grain: one row per KPI that is a level and subject
-- key: kpi_id, case_id
-- clock: site-local dates
-- why: A level counts what came and has not left again. Its cases, `<subject>:in` and `<subject>:out`, are put side by side once, so that
-- what was there on a day is found by two dates and not by pairing every case there ever was. Counts nothing itself: kpi_case does. The KPIs
-- are named, so that no other case is read; the audit kpi_stay_equals_days sees one that is missing.
-- materialized: table
-- order: kpi_id, left_on, entered_on
with level_case as (
  select
    k.kpi_id, k.definition_version, k.case_id, k.subject_kind, k.ticket_key, k.booked_on, k.source, k.site, k.region, k.team,
    k.product_family, k.product_model, k.fault_family, k.service_mode, k.work_kind, k.priority, k.warranty, k.cause_group, k.cause,
    k.numerator
  from marts.kpi_case as k
  where k.kpi_id in ('backlog_open', 'complaints_open')
),

departure as (
  select
    c.kpi_id,
    c.definition_version,
    text_without_end(c.case_id, 4) as subject,
    c.booked_on as left_on
  from level_case as c
  where c.numerator < 0
)

select
  c.kpi_id,
  c.definition_version,
  c.case_id,
  c.subject_kind,
  c.ticket_key,
  c.booked_on as entered_on,
  d.left_on,
  c.source,
  c.site,
  c.region,
  c.team,
  c.product_family,
  c.product_model,
  c.fault_family,
  c.service_mode,
  c.work_kind,
  c.priority,
  c.warranty,
  c.cause_group,
  c.cause
from level_case as c
left join departure as d
  on d.kpi_id = c.kpi_id
  and d.definition_version = c.definition_version
  and d.subject = text_without_end(c.case_id, 3)
where c.numerator > 0

-- grain: one row per job that is judged as a whole
-- key: kpi_id, case_id
-- clock: site-local dates
-- why: A job is timely when every promise on it was kept; one broken promise makes it late at once; while one is undecided it waits. A job
-- with a promise that nobody can decide (unknown) and none broken is no case; void promises are as if never made.
-- materialized: view
select
  'timeliness_rate' as kpi_id, 1 as definition_version, t.ticket_key as case_id, 'ticket' as subject_kind, t.ticket_key as ticket_key,
  t.received_on as booked_on,
  t.source, t.site, t.region, t.team, t.technician_id, t.product_family, t.product_model, t.fault_family, t.service_mode,
  t.work_kind, t.priority, t.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when j.broken = 0 and j.undecided = 0 then 1 else 0 end as double) as numerator,
  cast(case when j.broken > 0 or j.undecided = 0 then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  j.broken > 0 or j.undecided = 0 as is_decided
from marts.ticket as t
inner join marts.ticket_promised as j on j.ticket_key = t.ticket_key and j.received_on = t.received_on
where t.is_job and (j.broken > 0 or j.undecidable = 0) and j.kept + j.broken + j.undecided > 0

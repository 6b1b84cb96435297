-- grain: one row per KPI and case
-- key: kpi_id, case_id
-- clock: site-local dates
-- why: The only way to a figure. A view over the families of cases, so that a filter on kpi_id reads one family; each case is unique because
-- its ticket, promise, survey … is.
-- materialized: view
select
  k.kpi_id, k.definition_version, k.case_id, k.subject_kind, k.ticket_key, k.booked_on, k.source, k.site, k.region, k.team,
  k.technician_id, k.product_family, k.product_model, k.fault_family, k.service_mode, k.work_kind, k.priority, k.warranty,
  k.cause_group, k.cause, k.numerator, k.denominator, k.value, k.is_decided
from marts.kpi_case_flow as k
union all
select
  k.kpi_id, k.definition_version, k.case_id, k.subject_kind, k.ticket_key, k.booked_on, k.source, k.site, k.region, k.team,
  k.technician_id, k.product_family, k.product_model, k.fault_family, k.service_mode, k.work_kind, k.priority, k.warranty,
  k.cause_group, k.cause, k.numerator, k.denominator, k.value, k.is_decided
from marts.kpi_case_promise as k
union all
select
  k.kpi_id, k.definition_version, k.case_id, k.subject_kind, k.ticket_key, k.booked_on, k.source, k.site, k.region, k.team,
  k.technician_id, k.product_family, k.product_model, k.fault_family, k.service_mode, k.work_kind, k.priority, k.warranty,
  k.cause_group, k.cause, k.numerator, k.denominator, k.value, k.is_decided
from marts.kpi_case_promise_other as k
union all
select
  k.kpi_id, k.definition_version, k.case_id, k.subject_kind, k.ticket_key, k.booked_on, k.source, k.site, k.region, k.team,
  k.technician_id, k.product_family, k.product_model, k.fault_family, k.service_mode, k.work_kind, k.priority, k.warranty,
  k.cause_group, k.cause, k.numerator, k.denominator, k.value, k.is_decided
from marts.kpi_case_timeliness as k
union all
select
  k.kpi_id, k.definition_version, k.case_id, k.subject_kind, k.ticket_key, k.booked_on, k.source, k.site, k.region, k.team,
  k.technician_id, k.product_family, k.product_model, k.fault_family, k.service_mode, k.work_kind, k.priority, k.warranty,
  k.cause_group, k.cause, k.numerator, k.denominator, k.value, k.is_decided
from marts.kpi_case_duration as k
union all
select
  k.kpi_id, k.definition_version, k.case_id, k.subject_kind, k.ticket_key, k.booked_on, k.source, k.site, k.region, k.team,
  k.technician_id, k.product_family, k.product_model, k.fault_family, k.service_mode, k.work_kind, k.priority, k.warranty,
  k.cause_group, k.cause, k.numerator, k.denominator, k.value, k.is_decided
from marts.kpi_case_outcome as k
union all
select
  k.kpi_id, k.definition_version, k.case_id, k.subject_kind, k.ticket_key, k.booked_on, k.source, k.site, k.region, k.team,
  k.technician_id, k.product_family, k.product_model, k.fault_family, k.service_mode, k.work_kind, k.priority, k.warranty,
  k.cause_group, k.cause, k.numerator, k.denominator, k.value, k.is_decided
from marts.kpi_case_survey as k
union all
select
  k.kpi_id, k.definition_version, k.case_id, k.subject_kind, k.ticket_key, k.booked_on, k.source, k.site, k.region, k.team,
  k.technician_id, k.product_family, k.product_model, k.fault_family, k.service_mode, k.work_kind, k.priority, k.warranty,
  k.cause_group, k.cause, k.numerator, k.denominator, k.value, k.is_decided
from marts.kpi_case_survey_coverage as k
union all
select
  k.kpi_id, k.definition_version, k.case_id, k.subject_kind, k.ticket_key, k.booked_on, k.source, k.site, k.region, k.team,
  k.technician_id, k.product_family, k.product_model, k.fault_family, k.service_mode, k.work_kind, k.priority, k.warranty,
  k.cause_group, k.cause, k.numerator, k.denominator, k.value, k.is_decided
from marts.kpi_case_complaint as k
union all
select
  k.kpi_id, k.definition_version, k.case_id, k.subject_kind, k.ticket_key, k.booked_on, k.source, k.site, k.region, k.team,
  k.technician_id, k.product_family, k.product_model, k.fault_family, k.service_mode, k.work_kind, k.priority, k.warranty,
  k.cause_group, k.cause, k.numerator, k.denominator, k.value, k.is_decided
from marts.kpi_case_cost as k
union all
select
  k.kpi_id, k.definition_version, k.case_id, k.subject_kind, k.ticket_key, k.booked_on, k.source, k.site, k.region, k.team,
  k.technician_id, k.product_family, k.product_model, k.fault_family, k.service_mode, k.work_kind, k.priority, k.warranty,
  k.cause_group, k.cause, k.numerator, k.denominator, k.value, k.is_decided
from marts.kpi_case_part as k
union all
select
  k.kpi_id, k.definition_version, k.case_id, k.subject_kind, k.ticket_key, k.booked_on, k.source, k.site, k.region, k.team,
  k.technician_id, k.product_family, k.product_model, k.fault_family, k.service_mode, k.work_kind, k.priority, k.warranty,
  k.cause_group, k.cause, k.numerator, k.denominator, k.value, k.is_decided
from marts.kpi_case_part_count as k
union all
select
  k.kpi_id, k.definition_version, k.case_id, k.subject_kind, k.ticket_key, k.booked_on, k.source, k.site, k.region, k.team,
  k.technician_id, k.product_family, k.product_model, k.fault_family, k.service_mode, k.work_kind, k.priority, k.warranty,
  k.cause_group, k.cause, k.numerator, k.denominator, k.value, k.is_decided
from marts.kpi_case_labour as k
union all
select
  k.kpi_id, k.definition_version, k.case_id, k.subject_kind, k.ticket_key, k.booked_on, k.source, k.site, k.region, k.team,
  k.technician_id, k.product_family, k.product_model, k.fault_family, k.service_mode, k.work_kind, k.priority, k.warranty,
  k.cause_group, k.cause, k.numerator, k.denominator, k.value, k.is_decided
from marts.kpi_case_replacement as k
union all
select
  k.kpi_id, k.definition_version, k.case_id, k.subject_kind, k.ticket_key, k.booked_on, k.source, k.site, k.region, k.team,
  k.technician_id, k.product_family, k.product_model, k.fault_family, k.service_mode, k.work_kind, k.priority, k.warranty,
  k.cause_group, k.cause, k.numerator, k.denominator, k.value, k.is_decided
from marts.kpi_case_stock as k
union all
select
  k.kpi_id, k.definition_version, k.case_id, k.subject_kind, k.ticket_key, k.booked_on, k.source, k.site, k.region, k.team,
  k.technician_id, k.product_family, k.product_model, k.fault_family, k.service_mode, k.work_kind, k.priority, k.warranty,
  k.cause_group, k.cause, k.numerator, k.denominator, k.value, k.is_decided
from marts.kpi_case_budget as k

-- grain: one row per KPI and case
-- key: kpi_id, case_id
-- clock: site-local dates
-- why: What customers answered. An item that was not answered, or not on its scale, is no case of that item. Whether a survey is answered is
-- decided 14 days after it was asked; surveys that do not say when they were asked have no response rate. A promoter counts 100,
-- a detractor −100.
-- materialized: view
select
  'survey_response_rate' as kpi_id, 1 as definition_version, v.survey_key as case_id, 'survey' as subject_kind, v.ticket_key as ticket_key,
  v.asked_on as booked_on,
  v.source, v.site, v.region, v.team, v.technician_id, v.product_family, v.product_model, v.fault_family, v.service_mode,
  v.work_kind, v.priority, v.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when coalesce(add_days(v.asked_on, 14) < s.known_until, false) and v.is_answered then 1 else 0 end as double) as numerator,
  cast(case when coalesce(add_days(v.asked_on, 14) < s.known_until, false) then 1 else 0 end as double) as denominator,
  cast(null as double) as value,
  coalesce(add_days(v.asked_on, 14) < s.known_until, false) as is_decided
from marts.survey as v
left join intermediate.kpi_source_described as s on s.source = v.source
where v.asked_on is not null
union all
select
  'satisfaction_rate' as kpi_id, 1 as definition_version, v.survey_key as case_id, 'survey' as subject_kind, v.ticket_key as ticket_key,
  v.answered_on as booked_on,
  v.source, v.site, v.region, v.team, v.technician_id, v.product_family, v.product_model, v.fault_family, v.service_mode,
  v.work_kind, v.priority, v.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when v.is_satisfied then 1 else 0 end as double) as numerator,
  cast(1 as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.survey as v
where v.is_satisfied is not null and v.answered_on is not null
union all
select
  'satisfaction_attitude' as kpi_id, 1 as definition_version, v.survey_key as case_id, 'survey' as subject_kind, v.ticket_key as ticket_key,
  v.answered_on as booked_on,
  v.source, v.site, v.region, v.team, v.technician_id, v.product_family, v.product_model, v.fault_family, v.service_mode,
  v.work_kind, v.priority, v.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when v.is_satisfied_attitude then 1 else 0 end as double) as numerator,
  cast(1 as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.survey as v
where v.is_satisfied_attitude is not null and v.answered_on is not null
union all
select
  'satisfaction_skill' as kpi_id, 1 as definition_version, v.survey_key as case_id, 'survey' as subject_kind, v.ticket_key as ticket_key,
  v.answered_on as booked_on,
  v.source, v.site, v.region, v.team, v.technician_id, v.product_family, v.product_model, v.fault_family, v.service_mode,
  v.work_kind, v.priority, v.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when v.is_satisfied_skill then 1 else 0 end as double) as numerator,
  cast(1 as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.survey as v
where v.is_satisfied_skill is not null and v.answered_on is not null
union all
select
  'satisfaction_arrival' as kpi_id, 1 as definition_version, v.survey_key as case_id, 'survey' as subject_kind, v.ticket_key as ticket_key,
  v.answered_on as booked_on,
  v.source, v.site, v.region, v.team, v.technician_id, v.product_family, v.product_model, v.fault_family, v.service_mode,
  v.work_kind, v.priority, v.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when v.is_satisfied_arrival then 1 else 0 end as double) as numerator,
  cast(1 as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.survey as v
where v.is_satisfied_arrival is not null and v.answered_on is not null
union all
select
  'satisfaction_promise' as kpi_id, 1 as definition_version, v.survey_key as case_id, 'survey' as subject_kind, v.ticket_key as ticket_key,
  v.answered_on as booked_on,
  v.source, v.site, v.region, v.team, v.technician_id, v.product_family, v.product_model, v.fault_family, v.service_mode,
  v.work_kind, v.priority, v.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case when v.is_satisfied_promise then 1 else 0 end as double) as numerator,
  cast(1 as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.survey as v
where v.is_satisfied_promise is not null and v.answered_on is not null
union all
select
  'net_promoter_score' as kpi_id, 1 as definition_version, v.survey_key as case_id, 'survey' as subject_kind, v.ticket_key as ticket_key,
  v.answered_on as booked_on,
  v.source, v.site, v.region, v.team, v.technician_id, v.product_family, v.product_model, v.fault_family, v.service_mode,
  v.work_kind, v.priority, v.warranty, cast(null as varchar) as cause_group, cast(null as varchar) as cause,
  cast(case v.recommend_class when 'promoter' then 100 when 'detractor' then -100 else 0 end as double) as numerator,
  cast(1 as double) as denominator,
  cast(null as double) as value,
  true as is_decided
from marts.survey as v
where v.recommend_class is not null and v.answered_on is not null

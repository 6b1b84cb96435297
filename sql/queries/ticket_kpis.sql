-- what: the KPIs that a ticket counts in, with the periods that book it
-- parameters: ticket_key VARCHAR, grain VARCHAR
select
  kpi_case.kpi_id,
  kpi_case.case_id,
  kpi_case.subject_kind,
  kpi_case.booked_on,
  case when $grain = 'week' then week_start(kpi_case.booked_on) else month_start(kpi_case.booked_on) end as period_start,
  kpi_case.numerator,
  kpi_case.denominator,
  kpi_case.value,
  kpi_case.is_decided
from marts.kpi_case as kpi_case
inner join ref.kpi as kpi
  on
    kpi_case.kpi_id = kpi.kpi_id
    and kpi_case.definition_version = kpi.definition_version
where
  kpi_case.ticket_key = $ticket_key
  and kpi.is_computed
order by kpi.kpi_order asc nulls last, kpi_case.booked_on asc nulls last, kpi_case.case_id asc nulls last

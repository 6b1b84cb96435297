-- grain: one row per KPI, month or quarter, and technician with any decided case
-- key: kpi_id, grain, period, technician_id
-- clock: site-local months and quarters
-- why: What each technician did against what everybody does with the same mix: indirect standardisation over strata of product family,
-- fault family, service mode and warranty. Cases of strata with fewer than 30 cases in the period are pooled to product family and
-- service mode, what is still fewer than 30 to all that is left; so the expected counts of all add up to the observed ones. A
-- technician_id is taken to be the same person in every source.
-- materialized: table
with counted as (
  select
    k.kpi_id,
    k.definition_version,
    month_start(k.booked_on) as month_start,
    k.technician_id,
    coalesce(k.product_family, 'unknown') as product_family,
    coalesce(k.fault_family, 'unknown') as fault_family,
    coalesce(k.service_mode, 'unknown') as service_mode,
    coalesce(k.warranty, 'unknown') as warranty,
    sum(k.denominator) as n,
    sum(k.numerator) as x
  from marts.kpi_case as k
  where k.kpi_id in ('response_kept_rate', 'visit_kept_rate', 'first_time_fix_rate', 'repeat_repair_rate', 'satisfaction_rate')
    and k.is_decided
    and k.technician_id is not null
  group by
    k.kpi_id, k.definition_version, month_start(k.booked_on), k.technician_id,
    coalesce(k.product_family, 'unknown'), coalesce(k.fault_family, 'unknown'), coalesce(k.service_mode, 'unknown'),
    coalesce(k.warranty, 'unknown')
),

dated as (
  select
    c.kpi_id, c.definition_version, 'month' as grain, c.month_start as period, c.technician_id,
    c.product_family, c.fault_family, c.service_mode, c.warranty, c.n, c.x
  from counted as c
  union all
  select
    c.kpi_id, c.definition_version, 'quarter' as grain, quarter_start(c.month_start) as period, c.technician_id,
    c.product_family, c.fault_family, c.service_mode, c.warranty, sum(c.n) as n, sum(c.x) as x
  from counted as c
  group by
    c.kpi_id, c.definition_version, quarter_start(c.month_start), c.technician_id,
    c.product_family, c.fault_family, c.service_mode, c.warranty
),

fine as (
  select
    d.kpi_id, d.definition_version, d.grain, d.period, d.technician_id, d.product_family, d.service_mode, d.n, d.x,
    sum(d.n) over (
      partition by d.kpi_id, d.grain, d.period, d.product_family, d.fault_family, d.service_mode, d.warranty
    ) as fine_n,
    sum(d.x) over (
      partition by d.kpi_id, d.grain, d.period, d.product_family, d.fault_family, d.service_mode, d.warranty
    ) as fine_x
  from dated as d
),

coarse as (
  select
    f.kpi_id, f.definition_version, f.grain, f.period, f.technician_id, f.n, f.x, f.fine_n, f.fine_x,
    sum(case when f.fine_n < 30 then f.n else 0 end) over (
      partition by f.kpi_id, f.grain, f.period, f.product_family, f.service_mode
    ) as coarse_n,
    sum(case when f.fine_n < 30 then f.x else 0 end) over (
      partition by f.kpi_id, f.grain, f.period, f.product_family, f.service_mode
    ) as coarse_x
  from fine as f
),

rest as (
  select
    c.kpi_id, c.definition_version, c.grain, c.period, c.technician_id, c.n, c.x, c.fine_n, c.fine_x, c.coarse_n, c.coarse_x,
    sum(case when c.fine_n < 30 and c.coarse_n < 30 then c.n else 0 end) over (partition by c.kpi_id, c.grain, c.period) as rest_n,
    sum(case when c.fine_n < 30 and c.coarse_n < 30 then c.x else 0 end) over (partition by c.kpi_id, c.grain, c.period) as rest_x
  from coarse as c
),

rated as (
  select
    r.kpi_id, r.definition_version, r.grain, r.period, r.technician_id, r.n, r.x, r.fine_n,
    case
      when r.fine_n >= 30 then ratio(r.fine_x, r.fine_n)
      when r.coarse_n >= 30 then ratio(r.coarse_x, r.coarse_n)
      else ratio(r.rest_x, r.rest_n)
    end as rate
  from rest as r
)

select
  r.kpi_id,
  r.definition_version,
  r.grain,
  r.period,
  r.technician_id,
  sum(r.n) as n,
  sum(r.x) as observed_count,
  sum_exact(r.n * r.rate) as expected_count,
  sum_exact(r.n * r.rate * (1 - r.rate)) as expected_variance,
  sum(case when r.fine_n < 30 then r.n else 0 end) as pooled_cases
from rated as r
where r.n > 0
group by r.kpi_id, r.definition_version, r.grain, r.period, r.technician_id

-- what: the cases behind a KPI's figures by the site-local day that books them, a page of them, without technicians
-- parameters: kpi VARCHAR, from DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR, after_on DATE, after_key VARCHAR, limit INTEGER
select
  kpi_case.case_id,
  kpi_case.kpi_id,
  kpi_case.definition_version,
  kpi_case.subject_kind,
  kpi_case.ticket_key,
  kpi_case.booked_on,
  kpi_case.source,
  kpi_case.site,
  kpi_case.region,
  kpi_case.team,
  kpi_case.product_family,
  kpi_case.product_model,
  kpi_case.fault_family,
  kpi_case.service_mode,
  kpi_case.work_kind,
  kpi_case.priority,
  kpi_case.warranty,
  kpi_case.cause_group,
  kpi_case.cause,
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
  kpi_case.kpi_id = $kpi
  and kpi.is_computed
  and ($from is null or kpi_case.booked_on >= $from)
  and ($until is null or kpi_case.booked_on < $until)
  and ($source is null or kpi_case.source = $source)
  and ($site is null or coalesce(kpi_case.site, 'unknown') = $site)
  and ($region is null or coalesce(kpi_case.region, 'unknown') = $region)
  and ($team is null or coalesce(kpi_case.team, 'unknown') = $team)
  and ($product_family is null or coalesce(kpi_case.product_family, 'unknown') = $product_family)
  and ($work_kind is null or coalesce(kpi_case.work_kind, 'unknown') = $work_kind)
  and ($after_on is null or kpi_case.booked_on >= $after_on)
  and ($after_on is null or kpi_case.booked_on > $after_on or (kpi_case.booked_on = $after_on and kpi_case.case_id > $after_key))
order by kpi_case.booked_on asc nulls last, kpi_case.case_id asc nulls last
limit $limit

-- what: what a source does not record at all, and the KPIs that are therefore not measured there
-- parameters:
with flagged as (
  select
    described.source,
    unnest([
      'records_dispatch', 'records_follow_up', 'records_report', 'records_explanation', 'has_survey', 'records_feedback', 'records_old_part',
      'has_part_usage', 'has_cost'
    ]) as thing,
    unnest([
      described.records_dispatch, described.records_follow_up, described.records_report, described.records_explanation, described.has_survey,
      described.records_feedback, described.records_old_part, described.has_part_usage, described.has_cost
    ]) as is_recorded
  from intermediate.kpi_source_described as described
)

select
  flagged.source,
  flagged.thing,
  kpi_column.kpi_id,
  kpi.name_zh,
  kpi.name_en
from flagged
inner join meta.kpi_column as kpi_column
  on
    kpi_column.relation = 'intermediate.kpi_source_described'
    and flagged.thing = kpi_column.column_name
    and kpi_column.role = 'figure'
inner join ref.kpi as kpi on kpi_column.kpi_id = kpi.kpi_id
where
  not flagged.is_recorded
  and kpi.is_computed
qualify row_number() over (partition by flagged.source, flagged.thing, kpi.kpi_id order by kpi.definition_version desc nulls last) = 1
order by flagged.source asc nulls last, flagged.thing asc nulls last, kpi.kpi_order asc nulls last

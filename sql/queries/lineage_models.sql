-- what: the tables between the lake and a KPI's cases, from the cases down, with the columns that the figure is computed from, and what each reads
-- parameters: kpi_id VARCHAR
with named as (
  select
    kpi_column.relation,
    string_agg(
      case when kpi_column.role = 'figure' then kpi_column.column_name end, ', '
      order by kpi_column.column_name asc nulls last
    ) as figure_columns,
    cast(sum(case when kpi_column.role = 'row' then 1 else 0 end) as double) as row_columns
  from meta.kpi_column as kpi_column
  where kpi_column.kpi_id = $kpi_id
  group by kpi_column.relation
)

select
  named.relation,
  case
    when substring(named.relation, 1, 15) = 'marts.kpi_case_' then 'case'
    when named.relation like 'marts.%' then 'mart'
    when named.relation like 'intermediate.%' then 'intermediate'
    when named.relation like 'staging.%' then 'staging'
    when named.relation like 'ref.%' then 'reference'
    else 'lake'
  end as layer,
  named.figure_columns,
  named.row_columns,
  string_agg(read.relation, ', ' order by read.relation asc nulls last) as reads
from named
left join meta.model_run as model_run on named.relation = model_run.model
left join meta.model_dependency as dependency on named.relation = dependency.model
left join named as read on dependency.depends_on = read.relation
group by named.relation, named.figure_columns, named.row_columns, model_run.run_order
order by model_run.run_order desc nulls last, named.relation asc nulls last

-- what: how each model ran, the slowest first
-- parameters:
select
  model_run.model,
  model_run.run_order,
  model_run.materialized,
  model_run.rows,
  model_run.seconds
from meta.model_run as model_run
order by model_run.seconds desc nulls last, model_run.model asc nulls last

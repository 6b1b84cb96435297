-- grain: one row for the text model, none where there is too little to learn from
-- key: model_version
-- clock: none
-- why: How good the text model is, and from which probability on its answers are taken.
-- materialized: table
select
  m.model_version,
  m.training_rows,
  m.classes,
  m.folds,
  m.accuracy,
  m.macro_f1,
  m.baseline_frequent_accuracy,
  m.baseline_frequent_macro_f1,
  m.baseline_bayes_accuracy,
  m.baseline_bayes_macro_f1,
  m.target_precision,
  m.threshold,
  m.precision_at_threshold,
  m.coverage_at_threshold
from intermediate.cause_model_trained as m

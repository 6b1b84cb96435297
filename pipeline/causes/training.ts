/** The text model as rows: what it is, its curve, and its causes one by one. */
import type { Computed } from '../build/computing.ts'
import type { Row } from '../build/table.ts'
import { readExamples, trainedModel } from './trained.ts'
import type { TrainedModel } from './text-model/text-model.ts'

const ofModel =
  (rowsOf: (model: TrainedModel) => readonly Row[]): Computed =>
  async (chunks, context) => {
    const model = await trainedModel(await readExamples(chunks), context)
    return model === null ? [] : rowsOf(model)
  }

/** Rows of `intermediate.cause_model_trained`. */
export const causeTraining = ofModel(({ version, codes, evaluation }) => [
  {
    model_version: version,
    training_rows: evaluation.texts,
    classes: codes.length,
    folds: evaluation.folds,
    accuracy: evaluation.accuracy,
    macro_f1: evaluation.macroF1,
    baseline_frequent_accuracy: evaluation.baselineFrequent.accuracy,
    baseline_frequent_macro_f1: evaluation.baselineFrequent.macroF1,
    baseline_bayes_accuracy: evaluation.baselineBayes.accuracy,
    baseline_bayes_macro_f1: evaluation.baselineBayes.macroF1,
    target_precision: evaluation.targetPrecision,
    threshold: evaluation.threshold,
    precision_at_threshold: evaluation.precisionAtThreshold,
    coverage_at_threshold: evaluation.coverageAtThreshold,
  },
])

/** Rows of `marts.cause_model_curve`. */
export const causeCurve = ofModel(({ evaluation }) => evaluation.curve.map((each) => ({ ...each })))

/** Rows of `marts.cause_model_code`. */
export const causeCodes = ofModel(({ evaluation }) => evaluation.byCode.map((each) => ({ ...each })))

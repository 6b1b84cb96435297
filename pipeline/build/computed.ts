/** The functions behind computed models, by the name in the header `-- computed: <name>`. */
import { AftercareError } from '../../contracts/errors.ts'
import { causeAlarms, causeWatch } from '../causes/alarm/rows.ts'
import { causeClassification } from '../causes/classification.ts'
import { causeLabels } from '../causes/labels/propose.ts'
import { complaintTerms } from '../causes/terms/terms.ts'
import { causeCodes, causeCurve, causeTraining } from '../causes/training.ts'
import type { Computed } from './computing.ts'
import type { Model } from './model.ts'

const COMPUTED: Readonly<Record<string, Computed>> = {
  cause_alarms: causeAlarms,
  cause_classification: causeClassification,
  cause_codes: causeCodes,
  cause_curve: causeCurve,
  cause_labels: causeLabels,
  cause_training: causeTraining,
  cause_watch: causeWatch,
  complaint_terms: complaintTerms,
}

/** Throws `model.computed_unknown`. */
export function computedOf({ computed, file }: Pick<Model, 'computed' | 'file'>): Computed | null {
  if (computed === null) return null
  const found = COMPUTED[computed]
  if (found !== undefined) return found
  throw new AftercareError('model.computed_unknown', 'no function computes the model', {
    where: file,
    value: computed,
    remedy: `Name one of ${Object.keys(COMPUTED).join(', ')}, or add the function to pipeline/build/computed.ts.`,
  })
}

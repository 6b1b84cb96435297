/** What counts of all that people wrote, as of one moment: what a build reads. */
import { countingCauseDecisions, type CauseDecision } from './cause-decision.ts'
import { countingCauseLabels, type CauseLabel } from './cause-label.ts'
import { countingCauseRuleEdits, type CauseRuleEdit } from './cause-rule-edit.ts'
import { openStateForReading, type StateDatabase } from './open.ts'
import { countingTaxonomyEdits, type TaxonomyEdit } from './taxonomy-edit.ts'

/** Only what was not undone and nothing newer has replaced, each in the order in which it was written. */
export interface StateSnapshot {
  readonly causeDecisions: readonly CauseDecision[]
  readonly causeLabels: readonly CauseLabel[]
  readonly causeRuleEdits: readonly CauseRuleEdit[]
  readonly taxonomyEdits: readonly TaxonomyEdit[]
}

/** Where nobody has written anything. */
export const EMPTY_STATE: StateSnapshot = { causeDecisions: [], causeLabels: [], causeRuleEdits: [], taxonomyEdits: [] }

/**
 * @param file `homePaths(…).stateFile`
 * @returns null where nobody has written anything yet
 * @throws AftercareError `state.not_ours`, `state.too_new`, `state.cannot_open`, `state.row_unreadable`
 */
export function readState(file: string): StateSnapshot | null {
  const database = openStateForReading(file)
  if (database === null) return null
  try {
    return snapshotOf(database)
  } finally {
    database.close()
  }
}

/** One transaction, so that the four parts are of the same moment. */
export function snapshotOf(database: StateDatabase): StateSnapshot {
  database.exec('BEGIN')
  try {
    return {
      causeDecisions: countingCauseDecisions(database),
      causeLabels: countingCauseLabels(database),
      causeRuleEdits: countingCauseRuleEdits(database),
      taxonomyEdits: countingTaxonomyEdits(database),
    }
  } finally {
    database.exec('COMMIT')
  }
}

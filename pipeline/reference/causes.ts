/** Everything that says how complaints get their causes, beside the taxonomy: rules, labels, decisions, responsibility. */
import type { HomePaths } from '../../contracts/home.ts'
import type { StateSnapshot } from '../../contracts/state/snapshot.ts'
import type { TaxonomyHistory } from '../../contracts/taxonomy/history.ts'
import type { Row } from '../build/table.ts'
import { causeDecisionCauseRows, causeDecisionRows } from './cause-decisions.ts'
import { causeLabelRows, readHomeLabels, type GivenLabel } from './cause-labels.ts'
import { causeRuleRows, readCauseRules, type PlacedRule } from './cause-rules.ts'
import { readResponsibilityRules, responsibilityRuleRows, type ResponsibilityRule } from './responsibility.ts'
import { sourceLabels, type SourceDescription } from './source.ts'

export interface CauseReference {
  readonly rules: readonly PlacedRule[]
  /** Of the home's own file. */
  readonly labels: readonly GivenLabel[]
  readonly responsibility: readonly ResponsibilityRule[]
}

/** Throws what the readers of its parts throw. */
export async function readCauseReference(
  home: HomePaths,
  taxonomy: TaxonomyHistory,
  state: StateSnapshot,
): Promise<CauseReference> {
  const [rules, labels, responsibility] = await Promise.all([
    readCauseRules(home, state.causeRuleEdits, taxonomy),
    readHomeLabels(home),
    readResponsibilityRules(home, taxonomy),
  ])
  return { rules, labels, responsibility }
}

/** Rows by table. Throws `reference.cause_label_twice`, `reference.cause_unknown`. */
export const causeTables = (
  { rules, labels, responsibility }: CauseReference,
  taxonomy: TaxonomyHistory,
  { causeDecisions, causeLabels }: StateSnapshot,
  sources: readonly SourceDescription[],
): Record<string, Row[]> => ({
  'ref.cause_rule': causeRuleRows(rules, taxonomy),
  'ref.cause_label': causeLabelRows(taxonomy, { source: sourceLabels(sources), home: labels, person: causeLabels }),
  'ref.cause_decision': causeDecisionRows(causeDecisions),
  'ref.cause_decision_cause': causeDecisionCauseRows(causeDecisions, taxonomy),
  'ref.responsibility_rule': responsibilityRuleRows(responsibility, taxonomy),
})

/** What people decided on complaints, as rows: `ref.cause_decision`, and the causes in it as they stand now, `ref.cause_decision_cause`. */
import type { CauseDecision } from '../../contracts/state/cause-decision.ts'
import type { TaxonomyHistory } from '../../contracts/taxonomy/history.ts'
import { UNCLASSIFIED } from '../../contracts/taxonomy/schema.ts'
import type { Row } from '../build/table.ts'
import { fatesOf, standingOf } from './code-fate.ts'

/** Rows of `ref.cause_decision`. Who decided stays in the state: no figure needs it. */
export const causeDecisionRows = (decisions: readonly CauseDecision[]): Row[] =>
  decisions.map((each) => ({
    decision_id: each.decision_id,
    source: each.source,
    complaint_id: each.complaint_id,
    decides_causes: each.causes !== null,
    responsibility: each.responsibility,
    proposed_code: each.proposed_code,
    proposed_method: each.proposed_method,
    proposed_confidence: each.proposed_confidence,
    // As it was when the person saw it: what codes became later does not turn agreement round.
    is_confirmed: each.causes === null || each.proposed_code === null ? null : each.causes[0] === each.proposed_code,
    decided_at: each.decided_at,
  }))

/** Rows of `ref.cause_decision_cause`. Causes that have become one stand once; "cannot be told" is `unclassified`. */
export function causeDecisionCauseRows(decisions: readonly CauseDecision[], taxonomy: TaxonomyHistory): Row[] {
  const fates = fatesOf(taxonomy)
  return decisions.flatMap(({ decision_id, causes }) => {
    if (causes === null) return []
    if (causes.length === 0) {
      return [{ decision_id, place: 1, stated_code: UNCLASSIFIED, code: UNCLASSIFIED, heir_group: null, heirs: null }]
    }
    const standings = causes.map((stated) => ({ stated_code: stated, ...standingOf(fates, stated) }))
    const kept = standings.filter(({ code }, at) => code === null || standings.findIndex((each) => each.code === code) === at)
    return kept.map((each, at) => ({ decision_id, place: at + 1, ...each }))
  })
}

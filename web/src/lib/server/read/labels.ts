/** The sources' own words that mean no cause, less those that people have decided on. */
import { foldLabel } from '#contracts/label.ts'
import { countingCauseLabels, lastCauseLabels, type CauseLabel } from '#contracts/state/cause-label.ts'
import type { StateDatabase } from '#contracts/state/open.ts'
import { changesSince } from '#contracts/state/rows.ts'
import { nameOfCode, type CauseChoice } from '#lib/complaints/causes.ts'
import { EXAMPLES_EACH, MOST_LABELS, type UnknownLabel } from '#lib/complaints/labels.ts'
import type { Deed } from '#lib/deciding/deciding.ts'
import type { Language } from '#lib/language/language.ts'
import { causeLabelsTexts } from '#lib/language/pages/cause-labels.ts'
import { causeQueries } from '../queries/causes.ts'
import { knownUntil } from '../state.ts'
import type { Lease } from '../warehouse.ts'

const LAST = 30

export interface Labels {
  /** Borne by most complaints first. */
  readonly labels: readonly UnknownLabel[]
  readonly deeds: readonly Deed[]
  readonly waiting: number
}

export async function readLabels(
  lease: Lease,
  database: StateDatabase,
  causes: readonly CauseChoice[],
  language: Language,
): Promise<Labels> {
  const [rows, proposals, examples] = await Promise.all([
    lease.rows(causeQueries.labels, { most: MOST_LABELS }),
    lease.rows(causeQueries.labelProposals),
    lease.rows(causeQueries.labelExamples, { each: EXAMPLES_EACH }),
  ])
  const decided = new Set(countingCauseLabels(database).map(keyOf))
  const isOpen = ({ source, label }: { source: string; label: string }) =>
    !decided.has(keyOf({ source, label })) && !decided.has(keyOf({ source: '', label }))
  const proposed = Map.groupBy(proposals, keyOf)
  const said = Map.groupBy(examples, keyOf)
  const last = lastCauseLabels(database, LAST)
  return {
    labels: rows.filter(isOpen).map(({ source, label, complaints }) => ({
      source,
      label,
      complaints,
      proposals: (proposed.get(keyOf({ source, label })) ?? []).map(({ code, similarity, method }) => ({
        code,
        name: nameOfCode(causes, code),
        similarity,
        method,
      })),
      examples: (said.get(keyOf({ source, label })) ?? []).map(({ text }) => text),
    })),
    deeds: last.map((each) => deedOf(each, causes, language)),
    waiting: changesSince(database, 'cause_label', knownUntil(lease.pointer)),
  }
}

/** Labels are the same as models compare them: without case, width and blanks. */
const keyOf = ({ source, label }: { readonly source: string; readonly label: string }): string => `${source}\n${foldLabel(label)}`

function deedOf(row: CauseLabel, causes: readonly CauseChoice[], language: Language): Deed {
  const words = causeLabelsTexts({ language })
  return {
    id: row.label_id,
    subject: row.label,
    what: row.source === '' ? `${row.label} (${words.allSources})` : row.label,
    how: row.code === null ? words.never : `→ ${nameOfCode(causes, row.code)}`,
    by: row.decided_by,
    at: row.decided_at,
    undone: row.undone_by === null || row.undone_at === null ? null : { by: row.undone_by, at: row.undone_at },
  }
}

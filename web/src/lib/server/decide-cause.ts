/** What a person decides on one complaint. */
import { z } from 'zod'
import { addCauseDecision, lastCauseDecisions, undoCauseDecision, type CauseDecision } from '#contracts/state/cause-decision.ts'
import type { StateDatabase } from '#contracts/state/open.ts'
import { RESPONSIBILITIES } from '#contracts/state/responsibility.ts'
import { choosable, nameOfCode, type CauseChoice } from '#lib/complaints/causes.ts'
import type { Deed, Undone } from '#lib/deciding/deciding.ts'
import type { Language } from '#lib/language/language.ts'
import { causeReviewTexts } from '#lib/language/pages/cause-review.ts'
import { decidingTexts } from '#lib/language/pages/deciding.ts'
import { texts } from '#lib/language/texts.ts'
import { readCauseChoices } from './read/causes.ts'
import { readRow } from './read/review.ts'
import { Refusal, type Writing } from './write.ts'

/** More than that on one complaint is a mistake of the hand. */
const MOST_CAUSES = 5
const LAST = 20

/** An empty field says nothing. */
const absent = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)

export const decisionForm = z.object({
  complaint: z.string().min(1).max(400),
  /** The principal cause. */
  cause: z.string().max(100).optional().transform(absent),
  /** Others, with commas between them. */
  second: z
    .string()
    .max(400)
    .optional()
    .transform((each) => (each ?? '').split(',').filter((code) => code !== '')),
  /** The words do not tell it. */
  unknown: z.literal('1').optional(),
  responsibility: z
    .enum(['', ...RESPONSIBILITIES])
    .optional()
    .transform((each) => (each === undefined || each === '' ? null : each)),
})
type DecisionForm = z.infer<typeof decisionForm>

export const undoForm = z.object({ id: z.coerce.number().int().min(1) })

/** @throws Refusal where the served version has no such complaint or cause */
export async function decideCause(
  form: DecisionForm,
  { database, lease, stamp }: Writing,
  language: Language,
): Promise<{ deed: Deed }> {
  const words = decidingTexts(texts(language))
  const [[row], causes] = await Promise.all([readRow(lease, form.complaint), readCauseChoices(lease, language)])
  const codes = form.unknown === '1' ? [] : form.cause === null ? null : [...new Set([form.cause, ...form.second])]
  if (codes === null && form.responsibility === null) throw new Refusal(words.invalid)
  const isKnown = (code: string) => choosable(causes.choices).some((each) => each.code === code)
  if (row === undefined || codes?.every(isKnown) === false) throw new Refusal(words.stale, 409)
  if (codes !== null && codes.length > MOST_CAUSES) throw new Refusal(words.invalid)
  const decision = {
    source: row.source,
    complaint_id: row.complaint_id,
    causes: codes,
    taxonomy_version: codes === null ? null : causes.version,
    responsibility: form.responsibility,
    proposed_code: row.proposed_cause,
    proposed_method: row.proposed_method,
    proposed_confidence: row.proposed_confidence,
    note: null,
  }
  const id = addCauseDecision(database, decision, stamp)
  return {
    deed: deedOf(
      { ...decision, decision_id: id, decided_by: stamp.by, decided_at: stamp.at, undone_by: null, undone_at: null },
      causes.choices,
      language,
    ),
  }
}

/** @throws Refusal where it is undone already */
export function undoDecision(
  { id }: z.infer<typeof undoForm>,
  { database, stamp }: Writing,
  language: Language,
): { undone: Undone } {
  if (!undoCauseDecision(database, id, stamp)) throw new Refusal(decidingTexts(texts(language)).alreadyUndone, 409)
  return { undone: stamp }
}

/** What somebody decided last, newest first, undone ones too. */
export const lastDeeds = (
  database: StateDatabase,
  name: string | null,
  causes: readonly CauseChoice[],
  language: Language,
): readonly Deed[] =>
  name === null ? [] : lastCauseDecisions(database, name, LAST).map((each) => deedOf(each, causes, language))

function deedOf(decision: CauseDecision, causes: readonly CauseChoice[], language: Language): Deed {
  const words = causeReviewTexts(texts(language))
  const cause =
    decision.causes === null
      ? []
      : [decision.causes.length === 0 ? words.cannotTell : decision.causes.map((code) => nameOfCode(causes, code)).join(' + ')]
  const whose = decision.responsibility === null ? [] : [words.responsible(words.responsibilities[decision.responsibility])]
  return {
    id: decision.decision_id,
    subject: `${decision.source}:${decision.complaint_id}`,
    what: decision.complaint_id,
    how: [...cause, ...whose].join(' · '),
    by: decision.decided_by,
    at: decision.decided_at,
    undone:
      decision.undone_by === null || decision.undone_at === null ? null : { by: decision.undone_by, at: decision.undone_at },
  }
}

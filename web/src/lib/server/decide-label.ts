/** What a person decides on a source's own word for a cause. */
import { z } from 'zod'
import { addCauseLabel, undoCauseLabel } from '#contracts/state/cause-label.ts'
import { choosable } from '#lib/complaints/causes.ts'
import type { Language } from '#lib/language/language.ts'
import { causeLabelsTexts } from '#lib/language/pages/cause-labels.ts'
import { decidingTexts } from '#lib/language/pages/deciding.ts'
import { nameOfCode } from '#lib/complaints/causes.ts'
import { readCauseChoices } from './read/causes.ts'
import { Refusal, type Writing } from './write.ts'

export const labelForm = z.object({
  source: z.string().max(200),
  label: z.string().min(1).max(400),
  code: z.string().max(100).optional(),
  /** It means no cause, and none is to be proposed again. */
  never: z.literal('1').optional(),
  /** Whatever source writes it. */
  everywhere: z.literal('1').optional(),
})

/** @throws Refusal where the taxonomy has no such cause */
export async function decideLabel(
  form: z.infer<typeof labelForm>,
  { database, lease, stamp }: Writing,
  language: Language,
): Promise<{ said: string }> {
  const words = decidingTexts({ language })
  const { choices } = await readCauseChoices(lease, language)
  const code = form.never === '1' ? null : (form.code ?? '')
  if (code !== null && !choosable(choices).some((each) => each.code === code)) throw new Refusal(words.stale, 409)
  addCauseLabel(database, { source: form.everywhere === '1' ? '' : form.source, label: form.label, code }, stamp)
  const how = code === null ? causeLabelsTexts({ language }).never : `→ ${nameOfCode(choices, code)}`
  return { said: `${form.label} ${how}` }
}

/** @throws Refusal where it is undone already */
export function undoLabel({ id }: { readonly id: number }, { database, stamp }: Writing, language: Language): { said: string } {
  const words = decidingTexts({ language })
  if (!undoCauseLabel(database, id, stamp)) throw new Refusal(words.alreadyUndone, 409)
  return { said: words.isUndone }
}

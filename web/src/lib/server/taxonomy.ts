/** The taxonomy as the next build will have it, and what an edit would do to complaints of the past before it is kept. */
import { z } from 'zod'
import { AftercareError } from '#contracts/errors.ts'
import type { StateDatabase } from '#contracts/state/open.ts'
import { countingCauseRuleEdits } from '#contracts/state/cause-rule-edit.ts'
import {
  addTaxonomyEdit,
  countingTaxonomyEdits,
  undoTaxonomyEdit,
  TAXONOMY_EDIT_KINDS,
  type NewTaxonomyEdit,
} from '#contracts/state/taxonomy-edit.ts'
import { applyEdits, type TaxonomyHistory } from '#contracts/taxonomy/history.ts'
import type { Preview } from '#lib/complaints/taxonomy.ts'
import type { Language } from '#lib/language/language.ts'
import { decidingTexts } from '#lib/language/pages/deciding.ts'
import { taxonomyTexts } from '#lib/language/pages/taxonomy.ts'
import { causeQueries } from './queries/causes.ts'
import { readTaxonomyFiles } from './reference.ts'
import type { Lease } from './warehouse.ts'
import { Refusal, type Writing } from './write.ts'

const line = z
  .string()
  .max(300)
  .default('')
  .transform((each) => each.trim())
const long = z.string().max(4000).default('')

/** One form for all kinds: each takes the fields that it needs. */
export const taxonomyForm = z.object({
  kind: z.enum(TAXONOMY_EDIT_KINDS),
  changed_on: z.iso.date(),
  code: line,
  /** Of a new cause; empty: it is a group. */
  parent: line,
  into: line,
  heir: line,
  name_zh: line,
  name_en: line,
  description_zh: line,
  description_en: line,
  examples_zh: long,
  examples_en: long,
  responsibility: line,
  first: line,
  first_zh: line,
  first_en: line,
  second: line,
  second_zh: line,
  second_en: line,
})
export type TaxonomyForm = z.infer<typeof taxonomyForm>

/** The edit that a form means. What is wrong with it, applying it says. */
export function editOf(form: TaxonomyForm): NewTaxonomyEdit {
  const lines = (text: string) =>
    text
      .split('\n')
      .map((each) => each.trim())
      .filter((each) => each !== '')
  const described = {
    name: { 'zh-CN': form.name_zh, en: form.name_en },
    // What nobody described is what it is called.
    description: { 'zh-CN': form.description_zh || form.name_zh, en: form.description_en || form.name_en },
    examples: { 'zh-CN': lines(form.examples_zh), en: lines(form.examples_en) },
    ...(form.responsibility === '' ? {} : { responsibility: form.responsibility }),
  }
  const part = (code: string, zh: string, en: string) => ({
    code: code.includes('.') ? code : `${form.code.split('.')[0] ?? ''}.${code}`,
    ...(zh === '' && en === '' ? {} : { name: { 'zh-CN': zh, en }, description: { 'zh-CN': zh, en } }),
  })
  const parts = [part(form.first, form.first_zh, form.first_en), part(form.second, form.second_zh, form.second_en)]
  const heir = form.heir === 'first' ? parts[0]?.code : form.heir === 'second' ? parts[1]?.code : undefined
  const bodies = {
    add: () => ({ code: form.parent === '' ? form.code : `${form.parent}.${form.code}`, ...described }),
    rename: () => ({ code: form.code, ...described }),
    merge: () => ({ from: [form.code], into: form.into }),
    split: () => ({ code: form.code, into: parts, ...(heir === undefined ? {} : { heir }) }),
    retire: () => ({ code: form.code }),
  }
  return { kind: form.kind, changed_on: form.changed_on, body: bodies[form.kind]() }
}

/** @throws Refusal where the edit does not fit the taxonomy as it stands; AftercareError where the files do not */
async function applied(
  database: StateDatabase,
  language: Language,
  change: (edits: ReturnType<typeof countingTaxonomyEdits>) => Parameters<typeof applyEdits>[1],
): Promise<TaxonomyHistory> {
  const base = await readTaxonomyFiles()
  try {
    return applyEdits(base, change(countingTaxonomyEdits(database)))
  } catch (cause) {
    if (!(cause instanceof AftercareError)) throw cause
    const { problems } = taxonomyTexts({ language })
    const said = Object.entries(problems).find(([code]) => `taxonomy.${code}` === cause.code)?.[1] ?? cause.message
    throw new Refusal(cause.value === undefined || cause.value.length > 60 ? said : `${said} (${cause.value})`)
  }
}

/** With all edits that count. */
export const readHistory = (database: StateDatabase, language: Language): Promise<TaxonomyHistory> =>
  applied(database, language, (edits) => edits)

const withEdit = (database: StateDatabase, language: Language, edit: NewTaxonomyEdit): Promise<TaxonomyHistory> =>
  applied(database, language, (edits) => [...edits, { edit_id: (edits.at(-1)?.edit_id ?? 0) + 1, ...edit }])

/** The name of a code in the newest version that has it. */
export function nameIn({ versions }: TaxonomyHistory, code: string, language: Language): string {
  for (const { causes } of versions.toReversed()) {
    const found = causes.find((each) => each.code === code)
    if (found !== undefined) return found.name[language]
  }
  return code
}

/** @throws Refusal as the edit would be refused */
export async function previewEdit(
  form: TaxonomyForm,
  lease: Lease,
  database: StateDatabase,
  language: Language,
): Promise<Preview> {
  const edit = editOf(form)
  const [before, after] = await Promise.all([readHistory(database, language), withEdit(database, language, edit)])
  const counts = await lease.rows(causeQueries.byCause)
  const fateIn = (history: TaxonomyHistory, code: string) => history.codes.find((each) => each.code === code)
  const consequences = counts.flatMap(({ code, complaints }) => {
    const [old, next] = [fateIn(before, code), fateIn(after, code)]
    if (old === undefined || next === undefined || old.current === next.current) return []
    const becomes = next.current === null ? null : nameIn(after, next.current, language)
    return [{ code, name: nameIn(before, code, language), complaints, becomes }]
  })
  const change = after.changes.at(-1)
  return {
    kind: edit.kind,
    what: change?.name[language] ?? '',
    changedOn: edit.changed_on,
    consequences,
    mustDecide: consequences.filter(({ becomes }) => becomes === null).reduce((sum, { complaints }) => sum + complaints, 0),
    fields: form,
  }
}

/** @throws Refusal where it does not fit */
export async function keepEdit(form: TaxonomyForm, { database, stamp }: Writing, language: Language): Promise<{ said: string }> {
  const edit = editOf(form)
  const history = await withEdit(database, language, edit)
  addTaxonomyEdit(database, edit, stamp)
  const words = taxonomyTexts({ language })
  return { said: `${words.kinds[edit.kind]}: ${history.changes.at(-1)?.name[language] ?? ''}` }
}

/** @throws Refusal where it is undone already, or where later edits or rules stand on it */
export async function undoEdit(
  { id }: { readonly id: number },
  { database, stamp }: Writing,
  language: Language,
): Promise<{ said: string }> {
  const words = decidingTexts({ language })
  const history = await applied(database, language, (edits) => edits.filter(({ edit_id }) => edit_id !== id))
  const known = new Set(history.codes.map(({ code }) => code))
  const rule = countingCauseRuleEdits(database).find(({ body }) => typeof body?.cause === 'string' && !known.has(body.cause))
  if (rule !== undefined) throw new Refusal(taxonomyTexts({ language }).ruleNeedsIt(rule.rule_id), 409)
  if (!undoTaxonomyEdit(database, id, stamp)) throw new Refusal(words.alreadyUndone, 409)
  return { said: words.isUndone }
}

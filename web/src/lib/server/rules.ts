/** The rules as the next build will have them, and what an edited one would catch before it is kept. */
import { z } from 'zod'
import { compileRules, matchRules } from '#contracts/cause-rules/match.ts'
import { causeRulesFileSchema, causeRuleSchema, type CauseRule } from '#contracts/cause-rules/schema.ts'
import { addCauseRuleEdit, countingCauseRuleEdits, undoCauseRuleEdit } from '#contracts/state/cause-rule-edit.ts'
import type { StateDatabase } from '#contracts/state/open.ts'
import { choosable, nameOfCode, type CauseChoice } from '#lib/complaints/causes.ts'
import { markedAt } from '#lib/complaints/marked.ts'
import type { RulePreview, ShownRule, Tried } from '#lib/complaints/rules.ts'
import type { Language } from '#lib/language/language.ts'
import { causeRulesTexts } from '#lib/language/pages/cause-rules.ts'
import { decidingTexts } from '#lib/language/pages/deciding.ts'
import shippedRules from '../../../../data/reference/cause-rules.yaml?raw'
import { causeQueries } from './queries/causes.ts'
import { readCauseChoices } from './read/causes.ts'
import { mergedBy, parsed, readOwn } from './reference.ts'
import type { Lease } from './warehouse.ts'
import { Refusal, type Writing } from './write.ts'

export type PlacedRule = Pick<ShownRule, 'origin' | 'isOff'> & { readonly rule: CauseRule }

const FILE = 'cause-rules.yaml'

/** In the order of the files, edits in their places. An edit that no longer fits its form is the build's to report. */
export async function readRules(database: StateDatabase): Promise<readonly PlacedRule[]> {
  const place = (origin: PlacedRule['origin']) => (rule: CauseRule) => ({ rule, origin, isOff: false })
  const shipped = parsed(FILE, shippedRules, causeRulesFileSchema).rules.map(place('shipped'))
  const own = ((await readOwn(FILE, causeRulesFileSchema))?.rules ?? []).map(place('home'))
  const placed = new Map(mergedBy(({ rule }) => rule.id, shipped, own).map((each) => [each.rule.id, each]))
  for (const { rule_id, body } of countingCauseRuleEdits(database)) {
    const before = placed.get(rule_id)
    const edited = body === null ? null : causeRuleSchema.safeParse({ ...body, id: rule_id })
    if (edited?.success === true) placed.set(rule_id, { rule: edited.data, origin: 'edit', isOff: false })
    else if (body === null && before !== undefined) placed.set(rule_id, { ...before, isOff: true })
  }
  return [...placed.values()]
}

const linesOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => each !== '')
const patterns = z.string().max(8000).optional()

export const ruleForm = z.object({
  id: z.string().max(80),
  cause: z.string().max(100),
  any: patterns,
  all: patterns,
  not: patterns,
  languages: z.enum(['', 'zh-CN', 'en']).default(''),
  /** In percent. */
  confidence: z.coerce.number().min(1).max(100),
})
export type RuleForm = z.infer<typeof ruleForm>
export const tryForm = z.object({ text: z.string().trim().min(1).max(5000) })
export const offForm = z.object({ id: z.string().min(1).max(80) })

/** @throws Refusal that says which pattern cannot be, and why */
function ruleOf(form: RuleForm, causes: readonly CauseChoice[], language: Language): CauseRule {
  const words = causeRulesTexts({ language })
  const result = causeRuleSchema.safeParse({
    id: form.id,
    cause: form.cause,
    any: linesOf(form.any),
    all: linesOf(form.all),
    not: linesOf(form.not),
    ...(form.languages === '' ? {} : { languages: [form.languages] }),
    confidence: form.confidence / 100,
  })
  if (!result.success) {
    const [issue] = result.error.issues
    const [field] = issue?.path ?? []
    const named = Object.entries(words.fields).find(([name]) => name === String(field))?.[1] ?? String(field)
    throw new Refusal(words.unfit(named, issue?.message ?? ''))
  }
  if (!choosable(causes).some(({ code }) => code === result.data.cause)) throw new Refusal(words.unknownCause, 409)
  return result.data
}

export async function keepRule(
  form: RuleForm,
  { database, lease, stamp }: Writing,
  language: Language,
): Promise<{ said: string }> {
  const { choices } = await readCauseChoices(lease, language)
  const { id, ...body } = ruleOf(form, choices, language)
  addCauseRuleEdit(database, { rule_id: id, body: z.record(z.string(), z.json()).parse(body) }, stamp)
  return { said: causeRulesTexts({ language }).kept(id) }
}

/** @throws Refusal where there is no such rule */
export async function switchOff(
  { id }: { readonly id: string },
  { database, stamp }: Writing,
  language: Language,
): Promise<{ said: string }> {
  const words = causeRulesTexts({ language })
  if (!(await readRules(database)).some(({ rule, isOff }) => rule.id === id && !isOff)) throw new Refusal(words.unknownRule, 409)
  addCauseRuleEdit(database, { rule_id: id, body: null }, stamp)
  return { said: words.isOff(id) }
}

/** @throws Refusal where it is undone already */
export function undoRule({ id }: { readonly id: number }, { database, stamp }: Writing, language: Language): { said: string } {
  const words = decidingTexts({ language })
  if (!undoCauseRuleEdit(database, id, stamp)) throw new Refusal(words.alreadyUndone, 409)
  return { said: words.isUndone }
}

/** What the rules that are on make of a text. */
export async function tryRules(text: string, database: StateDatabase, causes: readonly CauseChoice[]): Promise<Tried> {
  const active = (await readRules(database)).filter(({ isOff }) => !isOff).map(({ rule }) => rule)
  const { hits, refused } = matchRules(compileRules(active), text)
  return {
    text,
    hits: hits.map(({ ruleId, cause, confidence, spans }) => ({
      id: ruleId,
      causeName: nameOfCode(causes, cause),
      confidence,
      pieces: markedAt(
        text,
        spans.map(({ start, end }) => ({ from: start, until: end })),
      ),
    })),
    refused: refused.map(({ ruleId, span, reason }) => ({ id: ruleId, words: text.slice(span.start, span.end), reason })),
  }
}

const MOST_TEXTS = 20_000
/** Milliseconds; a reader waits. */
const PATIENCE = 1500
const EXAMPLES = 5

/** @throws Refusal as the rule would be refused */
export async function previewRule(form: RuleForm, lease: Lease, language: Language): Promise<RulePreview> {
  const { choices } = await readCauseChoices(lease, language)
  const rule = ruleOf(form, choices, language)
  const compiled = compileRules([rule])
  const rows = await lease.rows(causeQueries.ruleTexts, { most: MOST_TEXTS })
  const began = performance.now()
  const caught: { text: string; stated: string | null; spans: readonly { start: number; end: number }[] }[] = []
  let seen = 0
  for (const { text, stated_cause } of rows) {
    if (seen % 200 === 0 && performance.now() - began > PATIENCE) break
    seen += 1
    const [hit] = matchRules(compiled, text).hits
    if (hit !== undefined) caught.push({ text, stated: stated_cause, spans: hit.spans })
  }
  return {
    id: rule.id,
    caught: caught.length,
    seen,
    isWhole: seen === rows.length && rows.length < MOST_TEXTS,
    agreed: caught.filter(({ stated }) => stated === rule.cause).length,
    disagreed: caught.filter(({ stated }) => stated !== null && stated !== rule.cause).length,
    examples: caught.slice(0, EXAMPLES).map(({ text, spans }) =>
      markedAt(
        text,
        spans.map(({ start, end }) => ({ from: start, until: end })),
      ),
    ),
    fields: Object.fromEntries(Object.entries(form).map(([name, value]) => [name, String(value)])),
  }
}

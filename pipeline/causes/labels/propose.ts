/** What a label that means no cause yet may mean. Proposals only; a person accepts them. */
import { z } from 'zod'
import { compileRules, matchRules, type CompiledRules } from '../../../contracts/cause-rules/match.ts'
import { causeRuleSchema, type CauseRule } from '../../../contracts/cause-rules/schema.ts'
import type { Computed } from '../../build/computing.ts'
import type { Row } from '../../build/table.ts'
import { similarity } from './similarity.ts'

const rowSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cause'), code: z.string(), name_zh: z.string(), name_en: z.string() }),
  z.object({ kind: z.literal('label'), source: z.string(), label: z.string(), complaints: z.int() }),
  z.object({ kind: z.literal('rule'), body: z.string() }),
  /** Of the complaints with the label, those whose words are of the cause. */
  z.object({ kind: z.literal('text'), source: z.string(), label: z.string(), code: z.string(), complaints: z.int() }),
])
type InputRow = z.infer<typeof rowSchema>
type Of<Kind extends InputRow['kind']> = Extract<InputRow, { kind: Kind }>

interface Proposal {
  readonly code: string
  readonly similarity: number
  readonly method: 'similar_name' | 'rule_on_label' | 'same_texts'
}

/** Below this, what two labels share is mostly chance: 服务 or `out of` alone. */
const LEAST_SIMILARITY = 0.5
/** Below these, what a few texts have in common says little about the label. */
const LEAST_TEXTS = 5
const LEAST_SHARE = 0.5
const MOST_PROPOSALS = 3

/** Rows of `marts.cause_label_proposal`. */
export const causeLabels: Computed = async (chunks) => {
  const causes: Of<'cause'>[] = []
  const labels: Of<'label'>[] = []
  const rules: CauseRule[] = []
  const texts = new Map<string, Of<'text'>[]>()
  for await (const chunk of chunks) {
    for (const row of z.array(rowSchema).parse(chunk)) {
      if (row.kind === 'cause') causes.push(row)
      else if (row.kind === 'label') labels.push(row)
      else if (row.kind === 'rule') rules.push(causeRuleSchema.parse(JSON.parse(row.body)))
      else texts.set(keyOf(row), [...(texts.get(keyOf(row)) ?? []), row])
    }
  }
  const compiled = compileRules(rules)
  const known = new Set(causes.map((each) => each.code))
  return labels.flatMap((label) => {
    const proposals = [...byName(label, causes), ...byRule(label, compiled), ...byTexts(label, texts.get(keyOf(label)) ?? [])]
    return likeliest(proposals.filter(({ code }) => known.has(code))).map((each, at): Row => {
      const { source, label: name, complaints } = label
      return { source, label: name, place: at + 1, complaints, ...each }
    })
  })
}

const keyOf = ({ source, label }: Pick<Of<'label'>, 'source' | 'label'>): string => `${source}\n${label}`

const byName = ({ label }: Of<'label'>, causes: readonly Of<'cause'>[]): Proposal[] =>
  causes
    .map(({ code, name_zh, name_en }): Proposal => {
      const likeness = Math.max(similarity(label, name_zh), similarity(label, name_en))
      return { code, similarity: likeness, method: 'similar_name' }
    })
    .filter((each) => each.similarity >= LEAST_SIMILARITY)

const byRule = ({ label }: Of<'label'>, compiled: CompiledRules): Proposal[] =>
  matchRules(compiled, label).hits.map(({ cause, confidence }) => ({
    code: cause,
    similarity: confidence,
    method: 'rule_on_label',
  }))

const byTexts = ({ complaints }: Of<'label'>, texts: readonly Of<'text'>[]): Proposal[] =>
  texts
    .filter((each) => each.complaints >= LEAST_TEXTS && each.complaints / complaints >= LEAST_SHARE)
    .map((each) => ({ code: each.code, similarity: each.complaints / complaints, method: 'same_texts' }))

/** Each cause once, by what speaks most for it. */
function likeliest(proposals: readonly Proposal[]): Proposal[] {
  const sorted = proposals.toSorted(
    (a, b) => b.similarity - a.similarity || (a.code < b.code ? -1 : a.code > b.code ? 1 : a.method < b.method ? -1 : 1),
  )
  return sorted.filter((each, at) => sorted.findIndex(({ code }) => code === each.code) === at).slice(0, MOST_PROPOSALS)
}

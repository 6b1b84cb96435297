/** What the machine makes of customers' words: rules, and the text model. */
import { z } from 'zod'
import { compileRules, matchRules, type CompiledRules } from '../../contracts/cause-rules/match.ts'
import { causeRuleSchema, type CauseRule } from '../../contracts/cause-rules/schema.ts'
import type { Computed } from '../build/computing.ts'
import type { Row } from '../build/table.ts'
import { classify, wordsFor, type Example, type Ranked, type TrainedModel } from './text-model/text-model.ts'
import { exampleOf, exampleRowSchema, trainedModel } from './trained.ts'

const rowSchema = z.discriminatedUnion('kind', [
  exampleRowSchema.extend({ kind: z.literal('example') }),
  z.object({ kind: z.literal('rule'), body: z.string() }),
  z.object({ kind: z.literal('text'), complaint_key: z.string(), text: z.string() }),
])

/** Answers of the text model that are kept: a person who reviews sees the next likeliest, too. */
const MOST_ANSWERS = 3

/** Rows of `intermediate.complaint_classified`. Examples and rules come before the texts, which are answered as they come. */
export const causeClassification: Computed = async (chunks, context) => {
  const examples: Example[] = []
  const rules: CauseRule[] = []
  const rows: Row[] = []
  let ready: { compiled: CompiledRules; model: TrainedModel | null } | null = null
  let done = 0
  for await (const chunk of chunks) {
    for (const row of z.array(rowSchema).parse(chunk)) {
      if (row.kind === 'example') examples.push(exampleOf(row))
      else if (row.kind === 'rule') rules.push(causeRuleSchema.parse(JSON.parse(row.body)))
      else {
        ready ??= { compiled: compileRules(rules), model: await trainedModel(examples, context) }
        rows.push(...answersByRules(ready.compiled, row), ...answersByModel(ready.model, row))
        done += 1
      }
    }
    if (done > 0) context.progress('causes of complaints', done, null)
  }
  return rows
}

interface Complaint {
  readonly complaint_key: string
  readonly text: string
}

function answersByRules(compiled: CompiledRules, { complaint_key, text }: Complaint): Row[] {
  return matchRules(compiled, text).hits.map(({ cause, confidence, ruleId, words }, at) => ({
    complaint_key,
    method: 'rule',
    place: at + 1,
    code: cause,
    confidence,
    rule_id: ruleId,
    words: linesOf(words),
  }))
}

function answersByModel(model: TrainedModel | null, { complaint_key, text }: Complaint): Row[] {
  if (model === null) return []
  // Of a text that it learned from, a model that had not: what it says of its own lessons proves nothing.
  const ranked: readonly Ranked[] = model.outOfFold.get(complaint_key) ?? classify(model, text)
  return ranked.slice(0, MOST_ANSWERS).map(({ code, probability }, at) => ({
    complaint_key,
    method: 'model',
    place: at + 1,
    code,
    confidence: Math.min(1, Math.max(0, probability)),
    words: at === 0 ? linesOf(wordsFor(model, text, code)) : null,
  }))
}

/** Words that run over a line break are one line. */
const linesOf = (words: readonly string[]): string | null =>
  words.length === 0 ? null : words.map((each) => each.replace(/\s*\n\s*/g, ' ')).join('\n')

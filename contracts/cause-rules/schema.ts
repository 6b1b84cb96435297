/** Rules that find causes in customers' words, as `reference/cause-rules.yaml` and edits write them. */
import { z } from 'zod'
import { causeCodeSchema } from '../taxonomy/schema.ts'
import { patternProblem } from './pattern.ts'

const patternSchema = z
  .string()
  .min(1)
  .superRefine((pattern, context) => {
    const problem = patternProblem(pattern)
    if (problem === null) return
    const { message, remedy } = problem
    context.addIssue({ code: 'custom', message, params: { code: 'reference.pattern_refused', value: pattern, remedy } })
  })

export const RULE_LANGUAGES = ['zh-CN', 'en'] as const

export const causeRuleSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  cause: causeCodeSchema,
  /** Only texts mostly in one of these; default: any, as the words decide. */
  languages: z.array(z.enum(RULE_LANGUAGES)).min(1).optional(),
  /** One of these must be there. Words, `…` for a few characters of the same clause, `*` for the rest of a word, or /a regular expression/. */
  any: z.array(patternSchema).min(1),
  /** All of these, too, anywhere in the text. */
  all: z.array(patternSchema).default([]),
  /** What cancels a match of `any` in the same clause. Plain negation (不是, 没有, not, no …) is always heeded. */
  not: z.array(patternSchema).default([]),
  /** How often it is right, 0 to 1. The most confident rule gives the principal cause. */
  confidence: z.number().gt(0).max(1).default(0.8),
})
export type CauseRule = z.output<typeof causeRuleSchema>
/** As a file or an edit writes it: what has a default may be left out. */
export type WrittenCauseRule = z.input<typeof causeRuleSchema>

export const causeRulesFileSchema = z.strictObject({ rules: z.array(causeRuleSchema) })

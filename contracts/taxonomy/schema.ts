/** The taxonomy of root causes as files and edits write it: two levels, both languages. A detail's full code is `group.detail`. */
import { z } from 'zod'
import { bilingualSchema } from '../kpi.ts'

/** Whose a cause suggests it is; the words of a complaint's `responsibility`. */
export const CAUSE_RESPONSIBILITIES = [
  'service',
  'product',
  'part',
  'logistics',
  'customer',
  'information',
  'policy',
  'unsettled',
] as const
const responsibility = z.enum(CAUSE_RESPONSIBILITIES)
export type CauseResponsibility = z.infer<typeof responsibility>

/** Looked at, and it fits nothing: the one group that models know by name. */
export const UNCLASSIFIED = 'unclassified'

const own = z.string().regex(/^[a-z][a-z0-9_]*$/)
/** `group` or `group.detail`. */
export const causeCodeSchema = z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/)

/** What customers write when it is that. */
const examplesSchema = z.strictObject({
  'zh-CN': z.array(z.string().min(1)).default([]),
  en: z.array(z.string().min(1)).default([]),
})
export type CauseExamples = z.infer<typeof examplesSchema>

const described = {
  name: bilingualSchema,
  description: bilingualSchema,
  examples: examplesSchema.optional(),
  /** Default: the group's. */
  responsibility: responsibility.optional(),
}

/** A version as `reference/taxonomy.yaml` has it. */
export const taxonomySchema = z.strictObject({
  version: z.int().min(1),
  valid_from: z.iso.date(),
  groups: z
    .array(
      z.strictObject({
        ...described,
        code: own,
        responsibility,
        causes: z.array(z.strictObject({ ...described, code: own })).default([]),
      }),
    )
    .min(1),
  /** Where codes of the version before went that this one no longer has; null: nowhere, what had them is decided again. */
  moved: z.record(causeCodeSchema, causeCodeSchema.nullable()).default({}),
})
export type Taxonomy = z.infer<typeof taxonomySchema>

/** A cause of an edit, under its full code. */
const newCauseSchema = z.strictObject({ ...described, code: causeCodeSchema })
export type NewCause = z.infer<typeof newCauseSchema>

const addSchema = newCauseSchema
const renameSchema = z.strictObject({
  code: causeCodeSchema,
  name: bilingualSchema.optional(),
  description: bilingualSchema.optional(),
  examples: examplesSchema.optional(),
  responsibility: responsibility.optional(),
})
/** `into` is one of `from`, another that exists, or a new one, which then needs `name` and `description`. */
const mergeSchema = z.strictObject({
  from: z.array(causeCodeSchema).min(1),
  into: causeCodeSchema,
  name: bilingualSchema.optional(),
  description: bilingualSchema.optional(),
  examples: examplesSchema.optional(),
  responsibility: responsibility.optional(),
})
/** Each part is new, or by its code alone one that exists. `heir`: the part that takes what had the old code; without it, that is decided again. */
const splitSchema = z.strictObject({
  code: causeCodeSchema,
  into: z.array(z.union([newCauseSchema, z.strictObject({ code: causeCodeSchema })])).min(2),
  heir: causeCodeSchema.optional(),
})
const retireSchema = z.strictObject({ code: causeCodeSchema })

/** The body of an edit by its kind. */
export const TAXONOMY_EDIT_BODIES = {
  add: addSchema,
  rename: renameSchema,
  merge: mergeSchema,
  split: splitSchema,
  retire: retireSchema,
} as const
export type AddBody = z.infer<typeof addSchema>
export type RenameBody = z.infer<typeof renameSchema>
export type MergeBody = z.infer<typeof mergeSchema>
export type SplitBody = z.infer<typeof splitSchema>
export type RetireBody = z.infer<typeof retireSchema>

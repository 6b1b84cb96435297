/** The schema of `sources/<source>.yaml`: what a source's files are and how their columns become canonical fields. */
import { z } from 'zod'
import { ENTITY_NAMES } from '../../contracts/entities.ts'
import { bilingualSchema } from '../../contracts/kpi.ts'
import { causeCodeSchema } from '../../contracts/taxonomy/schema.ts'
import { timeZoneSchema } from '../home/config.ts'
import { addIssue } from '../home/yaml.ts'
import { checkMap } from './map-check.ts'

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const oneOrMore = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .transform((formats) => (typeof formats === 'string' ? [formats] : formats))

const treatment = {
  format: oneOrMore.optional(),
  values: z.record(z.string(), z.union([scalar, z.null()])).optional(),
  otherwise: z.enum(['keep', 'null', 'reject']).default('keep'),
}

/** How one canonical field is filled: from a column, by an expression, or always the same. */
const columnSchema = z.union([
  z
    .string()
    .min(1)
    .transform((from) => ({ from, otherwise: 'keep' as const })),
  z.strictObject({ from: z.string().min(1), ...treatment }),
  z.strictObject({ compute: z.string().min(1), ...treatment }),
  z.strictObject({ constant: scalar }),
])
export type FieldSource = z.output<typeof columnSchema>

const mapSchema = z
  .strictObject({
    entity: z.enum(ENTITY_NAMES),
    where: z.string().min(1).optional(),
    columns: z.record(z.string(), columnSchema),
  })
  .superRefine(checkMap)
export type SourceMap = z.output<typeof mapSchema>

const scaleSchema = z
  .strictObject({ levels: z.int().min(2), satisfied_from: z.int().min(1) })
  .refine((scale) => scale.satisfied_from <= scale.levels, { message: '`satisfied_from` is above `levels`' })

export const SURVEY_ITEMS = ['overall', 'attitude', 'skill', 'arrival', 'promise'] as const
export type SurveyItem = (typeof SURVEY_ITEMS)[number]

/** A pattern relative to the source's folder that can match something. */
const globSchema = z
  .string()
  .min(1)
  .superRefine((glob, context) => {
    const isBalanced = ['[]', '{}', '()'].every((pair) => count(glob, pair.charAt(0)) === count(glob, pair.charAt(1)))
    if (isBalanced && !glob.startsWith('/') && !glob.split('/').includes('..') && !glob.includes('\\')) return
    addIssue(context, [], 'the pattern cannot be used', {
      code: 'source.glob_invalid',
      value: glob,
      remedy: 'Write a pattern relative to `folder`, with / between folders and closed brackets, such as tickets_*.csv.',
    })
  })
const count = (text: string, sign: string): number => text.split(sign).length - 1

/** Wide files: which columns become records, and what the two new columns are called. */
const unpivotSchema = z.strictObject({
  columns: z
    .string()
    .min(1)
    .max(200)
    .superRefine((pattern, context) => {
      try {
        new RegExp(`^(?:${pattern})$`, 'u')
      } catch {
        addIssue(context, [], 'the pattern cannot be used', {
          code: 'source.pattern_invalid',
          value: pattern,
          remedy: 'Write a regular expression over the whole name of a column, such as [Ww]eek [0-9]+.',
        })
      }
    }),
  name: z.string().min(1),
  value: z.string().min(1),
})

export const sourceSchema = z.strictObject({
  title: bilingualSchema.optional(),
  system: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/)
    .optional(),
  folder: z.string().min(1).optional(),
  files: z.union([z.array(globSchema).min(1), globSchema.transform((glob) => [glob])]),
  format: z.enum(['csv', 'xlsx', 'json', 'ndjson']).optional(),
  csv: z
    .strictObject({
      delimiter: z.string().length(1).optional(),
      quote: z.string().max(1).optional(),
      escape: z.string().max(1).optional(),
      header_row: z.int().min(0).optional(),
      encoding: z.string().min(1).optional(),
    })
    .default({}),
  xlsx: z.strictObject({ sheet: z.string().min(1).optional(), header_row: z.int().min(1).optional() }).default({}),
  json: z.strictObject({ records: z.string().min(1).optional() }).default({}),
  unpivot: unpivotSchema.optional(),
  time_zone: timeZoneSchema.optional(),
  null_words: z.array(scalar).default(['']),
  unknown_columns: z.enum(['evolve', 'freeze', 'discard']).default('evolve'),
  keep: z.array(z.string().min(1)).default([]),
  ignore: z.array(z.string().min(1)).default([]),
  quiet_days: z.int().min(0).default(2),
  retired_on: z.iso.date().optional(),
  survey_scales: z
    .strictObject(
      Object.fromEntries(SURVEY_ITEMS.map((item) => [item, scaleSchema.optional()])) as Record<
        SurveyItem,
        z.ZodOptional<typeof scaleSchema>
      >,
    )
    .default({}),
  /** What the words mean that stand in `root_cause`: label → code of the taxonomy, null for none of them. */
  cause_labels: z.record(z.string().min(1), causeCodeSchema.nullable()).default({}),
  maps: z.array(mapSchema).min(1),
})
export type SourceFile = z.output<typeof sourceSchema>

/** A source as the pipeline uses it: its file, checked, with the id that its file name gives. */
export interface SourceSpec extends SourceFile {
  readonly id: string
  /** Where it is written, for messages; `--as <entity>` for a source made on the spot. */
  readonly file: string
  /** What the `source` column of its rows says. */
  readonly systemId: string
  /** IANA zone of stamps without an offset: the source's, else the home's. */
  readonly timeZone: string
}

/** Levels of a survey item in this source. Items 4, overall 5, unless stated (docs/architecture.md). */
export const surveyLevels = (spec: Pick<SourceFile, 'survey_scales'>, item: SurveyItem): number =>
  spec.survey_scales[item]?.levels ?? (item === 'overall' ? 5 : 4)

export const isSurveyItem = (field: string): field is SurveyItem => SURVEY_ITEMS.some((item) => item === field)

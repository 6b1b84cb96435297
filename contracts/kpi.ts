/**
 * The KPI registry: one definition a KPI, kept as data in data/reference/kpis.yaml, read by models, pages, exports and
 * help texts alike.
 */
import { z } from 'zod'

/** Names and explanations exist in both languages, always. */
export const bilingualSchema = z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) })
export type Bilingual = z.infer<typeof bilingualSchema>

export const kpiSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  version: z.int().min(1),
  name: bilingualSchema,
  /** What it tells, one or two sentences for a reader who is not a statistician. */
  tells: bilingualSchema,
  group: z.enum(['customer', 'process', 'cost', 'people']),
  /** What one case is: ticket, promise, complaint, survey, part_usage, … */
  subject: z.string(),
  numerator: bilingualSchema,
  /** Absent when the KPI has no denominator. */
  denominator: bilingualSchema.optional(),
  /**
   * How the cases of a period become its figure: `sum` of numerators · `ratio` of summed numerators and denominators ·
   * `mean` of the cases' values (median and 90th percentile beside it) · `median` of the cases' values (mean and 90th percentile beside it) ·
   * `level`: running total of numerators up to the period's end.
   */
  statistic: z.enum(['sum', 'ratio', 'mean', 'median', 'level']),
  /** The event whose local date books a case. */
  booked_under: z.string(),
  /** Whole days after which a case can no longer change; 0 = at once. Beside it, no promise may be running. */
  mature_after_days: z.int().min(0),
  /** True when a case waits for a promise to be kept or broken. */
  waits_for_decision: z.boolean(),
  direction: z.enum(['more', 'less', 'none']),
  unit: z.enum(['count', 'percent', 'per_1000', 'per_100', 'minutes', 'days', 'hours', 'money', 'score']),
  chart: z.enum(['xmr', 'p_prime', 'u_prime', 'line', 'bars', 'stacked']),
  targets: z.array(z.strictObject({ value: z.number(), valid_from: z.iso.date(), valid_until: z.iso.date().optional() })),
  /** False while the definition stands but no model computes it yet. */
  is_computed: z.boolean(),
})
export type Kpi = z.infer<typeof kpiSchema>

export const kpiRegistrySchema = z.strictObject({ kpis: z.array(kpiSchema) })

export { GRAINS, SLICES, type Grain, type Slice } from './slice.ts'

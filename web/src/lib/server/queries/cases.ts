/** The queries of the cases behind a figure. */
import { z } from 'zod'
import { day, figure, query, text } from './query.ts'

const outcome = z.enum(['against', 'for', 'neither', 'open'])

export const casePeriodRow = z.strictObject({
  period_start: day,
  period_end: day,
  is_complete: z.boolean().nullable(),
  is_mature: z.boolean().nullable(),
  target: figure.nullable(),
  before_start: day.nullable(),
  after_start: day.nullable(),
})

export const caseFigureRow = z.strictObject({
  numerator: figure,
  denominator: figure.nullable(),
  value: figure.nullable(),
  n: z.int(),
  undecided: z.int(),
  mean: figure.nullable(),
  median: figure.nullable(),
  p90: figure.nullable(),
  cases: z.int(),
  against: z.int(),
  in_favour: z.int(),
  neither: z.int(),
  open: z.int(),
})

export const caseRow = z.strictObject({
  case_id: text,
  subject_kind: text,
  ticket_key: text.nullable(),
  booked_on: day,
  source: text,
  site: text.nullable(),
  region: text.nullable(),
  team: text.nullable(),
  product_family: text.nullable(),
  product_model: text.nullable(),
  fault_family: text.nullable(),
  service_mode: text.nullable(),
  work_kind: text.nullable(),
  priority: text.nullable(),
  warranty: text.nullable(),
  cause_group: text.nullable(),
  cause: text.nullable(),
  numerator: figure,
  denominator: figure.nullable(),
  value: figure.nullable(),
  is_decided: z.boolean(),
  outcome,
  cause_zh: text.nullable(),
  cause_en: text.nullable(),
})
export type CaseRow = z.infer<typeof caseRow>

export const caseQueries = {
  period: query('cases_period', casePeriodRow),
  figure: query('cases_figure', caseFigureRow),
  list: query('cases_list', caseRow),
} as const

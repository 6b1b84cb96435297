/** The named queries of the complaints page, each with the schema of its rows. */
import { z } from 'zod'
import { day, figure, query, text } from './query.ts'

export const causeRow = z.strictObject({
  cause: text,
  name_zh: text.nullable(),
  name_en: text.nullable(),
  cause_group: text.nullable(),
  group_name_zh: text.nullable(),
  group_name_en: text.nullable(),
  n: figure,
  cost: figure,
  cost_squares: figure,
  cost_n: figure,
  lost: figure,
  lost_squares: figure,
  lost_n: figure,
})
export type CauseRow = z.infer<typeof causeRow>

export const causeTrendRow = z.strictObject({
  period_start: day,
  cause_group: text,
  name_zh: text.nullable(),
  name_en: text.nullable(),
  n: figure,
})

export const causeNameRow = z.strictObject({
  code: text,
  name_zh: text,
  name_en: text,
  group_name_zh: text.nullable(),
  group_name_en: text.nullable(),
})

export const taxonomyChangeRow = z.strictObject({
  change_no: z.int(),
  changed_on: day,
  kind: text,
  name_zh: text,
  name_en: text,
})

export const complaintJobsRow = z.strictObject({ period_start: day, jobs: figure })

export const complaintFamilyRow = z.strictObject({ product_family: text.nullable(), n: figure, jobs: figure, families: figure })

export const complaintMatrixRow = z.strictObject({ product_family: text.nullable(), cause_group: text, n: figure })

export const complaintStandingRow = z.strictObject({ responsibility: text, cause_method: text, n: figure })

export const complaintRow = z.strictObject({
  complaint_key: text,
  source: text,
  complaint_id: text,
  ticket_key: text.nullable(),
  ticket_id: text.nullable(),
  received_on: day,
  is_open: z.boolean(),
  text: text.nullable(),
  severity: text.nullable(),
  channel: text.nullable(),
  product_family: text.nullable(),
  root_cause: text.nullable(),
  cause_name_zh: text.nullable(),
  cause_name_en: text.nullable(),
  root_cause_detail: text.nullable(),
  cause_method: text,
  cause_confidence: figure.nullable(),
  causes: figure,
  words: text.nullable(),
  responsibility: text,
  complaint_cost: figure.nullable(),
  lost_hours: figure.nullable(),
  open_days: figure,
  customer_days: figure.nullable(),
  customer_complaints: figure.nullable(),
  unit_days: figure.nullable(),
  unit_complaints: figure.nullable(),
})
export type ComplaintRow = z.infer<typeof complaintRow>

export const complaintCountRow = z.strictObject({ n: figure })

export const complaintHandlingRow = z.strictObject({ kpi_id: text, numerator: figure, denominator: figure, undecided: figure })

export const complaintDurationRow = z.strictObject({
  responded: figure,
  response_median_hours: figure.nullable(),
  response_p90_hours: figure.nullable(),
  resolved: figure,
  resolution_median_days: figure.nullable(),
  resolution_p90_days: figure.nullable(),
})

export const complaintAgeRow = z.strictObject({ from_days: z.int(), n: figure, oldest_days: figure })

export const complaintRecurrenceRow = z.strictObject({
  kind: z.enum(['customer', 'unit']),
  cause: text,
  name_zh: text.nullable(),
  name_en: text.nullable(),
  group_name_zh: text.nullable(),
  group_name_en: text.nullable(),
  known: figure,
  within_30: figure,
  within_90: figure,
  same_30: figure,
  same_90: figure,
})
export type ComplaintRecurrenceRow = z.infer<typeof complaintRecurrenceRow>

export const complaintWordRow = z.strictObject({
  term: text,
  chosen: figure,
  others: figure,
  chosen_terms: figure,
  other_terms: figure,
  chosen_complaints: figure,
  other_complaints: figure,
})

export const complaintWordExampleRow = z.strictObject({
  term: text,
  complaint_key: text,
  complaint_id: text,
  received_on: day,
  text,
})

export const complaintQueries = {
  causes: query('complaint_causes', causeRow),
  causeTrend: query('complaint_cause_trend', causeTrendRow),
  causeNames: query('cause_names', causeNameRow),
  taxonomyChanges: query('taxonomy_changes', taxonomyChangeRow),
  jobs: query('complaint_jobs', complaintJobsRow),
  families: query('complaint_families', complaintFamilyRow),
  matrix: query('complaint_matrix', complaintMatrixRow),
  standing: query('complaint_standing', complaintStandingRow),
  list: query('complaint_list', complaintRow),
  listCount: query('complaint_list_count', complaintCountRow),
  handling: query('complaint_handling', complaintHandlingRow),
  durations: query('complaint_durations', complaintDurationRow),
  openAges: query('complaint_open_ages', complaintAgeRow),
  recurrence: query('complaint_recurrence', complaintRecurrenceRow),
  words: query('complaint_words', complaintWordRow),
  wordExamples: query('complaint_word_examples', complaintWordExampleRow),
} as const

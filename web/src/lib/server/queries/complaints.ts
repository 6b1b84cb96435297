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
})
export type CauseRow = z.infer<typeof causeRow>

export const causeTrendRow = z.strictObject({
  period_start: day,
  cause_group: text,
  name_zh: text.nullable(),
  name_en: text.nullable(),
  n: figure,
})

export const complaintFamilyRow = z.strictObject({ product_family: text.nullable(), n: figure, jobs: figure, families: figure })

export const complaintMatrixRow = z.strictObject({ product_family: text.nullable(), cause_group: text, n: figure })

export const complaintStandingRow = z.strictObject({ responsibility: text, cause_method: text, n: figure })

export const complaintRow = z.strictObject({
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
  causes: figure,
  responsibility: text,
  open_days: figure,
  total: figure,
})
export type ComplaintRow = z.infer<typeof complaintRow>

export const complaintQueries = {
  causes: query('complaint_causes', causeRow),
  causeTrend: query('complaint_cause_trend', causeTrendRow),
  families: query('complaint_families', complaintFamilyRow),
  matrix: query('complaint_matrix', complaintMatrixRow),
  standing: query('complaint_standing', complaintStandingRow),
  newest: query('complaint_newest', complaintRow),
} as const

/** What the page of promises about to break asks, each with the schema of its rows. */
import { z } from 'zod'
import { STAGES } from '#lib/promises/promises.ts'
import { WAITS } from '#lib/promises/risk.ts'
import { figure, query, stamp, text } from './query.ts'

export const riskRow = z.strictObject({
  ticket_key: text,
  promise_id: text,
  cycle: z.int(),
  round: z.int(),
  promise_name_zh: text,
  promise_name_en: text,
  preset: text,
  stage: z.enum(STAGES),
  due_at: stamp,
  minutes_left: figure,
  used_share: figure.nullable(),
  is_paused: z.boolean(),
  waits_for: z.enum(WAITS).nullable(),
  is_at_risk: z.boolean(),
  is_due_today: z.boolean(),
  is_overdue: z.boolean(),
  site: text.nullable(),
  region: text.nullable(),
  team: text.nullable(),
  has_technician: z.boolean(),
  product_family: text.nullable(),
  product_model: text.nullable(),
})
export type RiskRow = z.infer<typeof riskRow>

export const riskQueries = {
  counts: query(
    'promise_risk_counts',
    z.strictObject({ stage: z.enum(STAGES), n: figure, at_risk: figure, due_today: figure, overdue: figure }),
  ),
  list: query('promise_risk_list', riskRow),
} as const

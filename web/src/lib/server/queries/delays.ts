/** What the panel and the list of broken promises ask, each with the schema of its rows. */
import { z } from 'zod'
import { CAUSES } from '#lib/promises/delays.ts'
import { figure, query, stamp, text } from './query.ts'

const parts = {
  customer: figure,
  parts: figure,
  supplier: figure,
  not_assigned: figure,
  out_of_hours: figure,
  own_work: figure,
} as const

export const delayListRow = z.strictObject({
  ticket_key: text,
  promise_id: text,
  cycle: z.int(),
  round: z.int(),
  promise_name_zh: text,
  promise_name_en: text,
  due_at: stamp,
  stopped_at: stamp.nullable(),
  overrun_minutes: figure,
  calendar_minutes: figure,
  ...parts,
  cause: z.enum(CAUSES),
})
export type DelayListRow = z.infer<typeof delayListRow>

export const delayQueries = {
  delays: query('promise_delays', z.strictObject({ cause: z.enum(CAUSES), n: figure, ...parts, paused: figure })),
  list: query('promise_delay_list', delayListRow),
} as const

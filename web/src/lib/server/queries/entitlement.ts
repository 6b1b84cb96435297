/** What was due to customers: the panel of the promises' page and the section of a ticket. */
import { z } from 'zod'
import { AGREEMENTS, DUE } from '#lib/entitlement/entitlement.ts'
import { day, figure, query, stamp, text } from './query.ts'

const due = z.enum(DUE)
const agreement = z.enum(AGREEMENTS)
const start = z.enum(['purchase', 'receipt', 'shipment', 'repair']).nullable()
const payer = z.enum(['company', 'customer']).nullable()
const money = figure.nullable()

const countRow = z.strictObject({
  policy: text,
  policy_name_zh: text,
  policy_name_en: text,
  window_order: z.int().nullable(),
  window_name_zh: text.nullable(),
  window_name_en: text.nullable(),
  due,
  agreement,
  reason: text.nullable(),
  n: figure,
  beyond_due: figure,
  given_cost: figure,
})
export type EntitlementCountRow = z.infer<typeof countRow>

const ticketRow = z.strictObject({
  ticket_key: text,
  ticket_id: text,
  received_on: day,
  product_family: text.nullable(),
  window_name_zh: text.nullable(),
  window_name_en: text.nullable(),
  start_event: start,
  start_on: day.nullable(),
  due,
  outcome: text.nullable(),
  reason: text.nullable(),
  charged_total: money,
  charged_beyond_due: money,
  gross_cost: money,
})

const oneRow = z.strictObject({
  policy: text,
  policy_version: z.int(),
  policy_name_zh: text,
  policy_name_en: text,
  window_name_zh: text.nullable(),
  window_name_en: text.nullable(),
  start_event: start,
  start_on: day.nullable(),
  begins_on: day.nullable(),
  ends_on: day.nullable(),
  days_since_start: z.int().nullable(),
  days_left: z.int().nullable(),
  received_on: day,
  due,
  unknown_reason: text.nullable(),
  unmeasured_field: text.nullable(),
  exclusion_reason: text.nullable(),
  has_defect: z.boolean().nullable(),
  up_to_share_of_price: figure.nullable(),
  freight_in: payer,
  freight_out: payer,
  freight_unknown_reason: text.nullable(),
  outcome: text.nullable(),
  charged_labour: money,
  charged_visit: money,
  charged_parts: money,
  parts_cost: money,
  agreement,
  undecided_reason: text.nullable(),
  charged_beyond_due: money,
})

const pickupRow = z.strictObject({
  notices: z.int(),
  late_notices: z.int(),
  first_notified_at: stamp.nullable(),
  last_notified_at: stamp.nullable(),
  shipped_back_at: stamp.nullable(),
  state: z.enum(['collected', 'shipped', 'waiting', 'late', 'not_recorded']),
  next_step: z.enum(['announce', 'announce_again', 'ship']).nullable(),
  due_on: day.nullable(),
})

export const entitlementQueries = {
  counts: query('entitlement_counts', countRow),
  tickets: query('entitlement_tickets', ticketRow),
  configured: query('entitlement_configured', z.strictObject({ is_configured: z.boolean() })),
  one: query('ticket_entitlement', oneRow),
  pickup: query('ticket_pickup', pickupRow),
} as const

/** The queries of the ticket explorer. */
import { z } from 'zod'
import { figure, query, stamp, text } from './query.ts'

export const ticketRow = z.strictObject({
  ticket_key: text,
  source: text,
  ticket_id: text,
  status: text.nullable(),
  received_at: stamp,
  resolved_at: stamp.nullable(),
  site: text.nullable(),
  region: text.nullable(),
  team: text.nullable(),
  product_family: text.nullable(),
  product_model: text.nullable(),
  fault_family: text.nullable(),
  fault_text: text.nullable(),
  service_mode: text.nullable(),
  work_kind: text.nullable(),
  priority: text.nullable(),
  warranty: text.nullable(),
  first_response_minutes: figure.nullable(),
  resolution_minutes: figure.nullable(),
  wait_minutes: figure,
  visits: z.int().nullable(),
  reopen_count: z.int(),
  is_order_impossible: z.boolean(),
  promise: text.nullable(),
  gross_cost: figure.nullable(),
})

export const ticketQueries = {
  count: query('tickets_count', z.strictObject({ tickets: z.int() })),
  first: query('tickets_first', z.strictObject({ place: z.int() })),
  order: query('tickets_order', z.strictObject({ block: z.int(), places: text })),
  rows: query('tickets_rows', ticketRow),
  filled: query('tickets_filled', z.strictObject({ first_response: z.boolean(), resolution: z.boolean() })),
  values: query('tickets_values', z.strictObject({ filter: text, value: text, tickets: z.int() })),
} as const

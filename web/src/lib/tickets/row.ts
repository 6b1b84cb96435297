/** One ticket of the explorer, and how a page of them is read from Arrow. */
import { tableFromIPC } from '@uwdata/flechette'
import { z } from 'zod'

const text = z.string().nullable()
const number = z.number().nullable()

/** Stamps are milliseconds of UTC here; the table gives them as numbers. */
const arrowRow = z.object({
  ticket_key: z.string(),
  source: z.string(),
  ticket_id: z.string(),
  status: text,
  received_at: z.number(),
  resolved_at: number,
  site: text,
  region: text,
  team: text,
  product_family: text,
  product_model: text,
  fault_family: text,
  fault_text: text,
  service_mode: text,
  work_kind: text,
  priority: text,
  warranty: text,
  first_response_minutes: number,
  resolution_minutes: number,
  wait_minutes: z.number(),
  visits: number,
  reopen_count: z.number(),
  is_order_impossible: z.boolean(),
  promise: z.enum(['kept', 'broken', 'running']).nullable(),
  gross_cost: number,
})

const ticketRow = arrowRow.transform((row) => ({
  key: row.ticket_key,
  source: row.source,
  id: row.ticket_id,
  status: row.status,
  /** Milliseconds of UTC. */
  receivedAt: row.received_at,
  resolvedAt: row.resolved_at,
  site: row.site,
  region: row.region,
  team: row.team,
  productFamily: row.product_family,
  productModel: row.product_model,
  faultFamily: row.fault_family,
  faultText: row.fault_text,
  serviceMode: row.service_mode,
  workKind: row.work_kind,
  priority: row.priority,
  warranty: row.warranty,
  /** Calendar minutes. */
  firstResponseMinutes: row.first_response_minutes,
  resolutionMinutes: row.resolution_minutes,
  waitMinutes: row.wait_minutes,
  visits: row.visits,
  reopenCount: row.reopen_count,
  isOrderImpossible: row.is_order_impossible,
  promise: row.promise,
  /** In the home's currency. */
  grossCost: row.gross_cost,
}))
export type TicketRow = z.infer<typeof ticketRow>

/** @param bytes an Arrow IPC stream of the query `tickets_rows` @throws ZodError when it is none */
export const readTicketRows = (bytes: Uint8Array): readonly TicketRow[] => z.array(ticketRow).parse(tableFromIPC(bytes).toArray())

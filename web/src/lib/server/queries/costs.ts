/** The named queries of the page of costs and parts, each with the schema of its rows. Amounts are in the home's currency. */
import { z } from 'zod'
import { day, figure, query, text } from './query.ts'

const component = z.enum(['labour', 'travel', 'parts', 'freight', 'outside', 'compensation', 'charge'])
export type Component = z.infer<typeof component>

const place = z.enum(['repair', 'other_ticket', 'no_ticket'])
export type Place = z.infer<typeof place>

const costTrendRow = z.strictObject({ period_start: day, component, cost: figure, recovered: figure, charged: figure })

const costReconciledRow = z.strictObject({
  place,
  component,
  entries: figure,
  cost: figure,
  recovered: figure,
  charged: figure,
})
export type CostReconciledRow = z.infer<typeof costReconciledRow>

const costForeignRow = z.strictObject({ currency: text, entries: figure, cost: figure })

const costSliceRow = z.strictObject({
  slice: z.enum(['all', 'product_family', 'region', 'work_kind', 'fault_family']),
  slice_value: text,
  n: figure,
  total: figure,
  mean: figure.nullable(),
  median: figure.nullable(),
  p90: figure.nullable(),
})

const costSplitRow = z.strictObject({
  first_value: text,
  second_value: text,
  n_before: figure,
  cost_before: figure,
  n_after: figure,
  cost_after: figure,
})

const costCoverageRow = z.strictObject({ period_start: day, repairs: figure, without_cost: figure, in_foreign_currency: figure })

const costTicketRow = z.strictObject({
  ticket_key: text,
  ticket_id: text,
  resolved_on: day,
  product_family: text.nullable(),
  fault_family: text.nullable(),
  work_kind: text.nullable(),
  region: text.nullable(),
  is_complete: z.boolean(),
  labour_travel: figure,
  parts: figure,
  other: figure,
  gross_cost: figure,
  net_cost: figure,
})

const costHoursRow = z.strictObject({ period_start: day, work_kind: text, hours: figure })

const partRow = z.strictObject({
  source: text,
  part_no: text,
  part_name: text.nullable(),
  supplier: text.nullable(),
  suppliers: figure,
  pieces: figure,
  cost: figure.nullable(),
  uses: figure,
  unpriced: figure,
  returnable: figure,
  returned: figure,
  place_by_cost: figure,
  place_by_pieces: figure,
  parts: figure,
  all_cost: figure.nullable(),
  all_pieces: figure,
})

const partSupplierRow = z.strictObject({
  supplier: text,
  pieces: figure,
  cost: figure,
  claims: figure,
  claimed: figure,
  recovered: figure,
  returnable: figure,
  returned: figure,
})

export const costQueries = {
  trend: query('cost_trend', costTrendRow),
  reconciled: query('cost_reconciled', costReconciledRow),
  foreign: query('cost_foreign', costForeignRow),
  slices: query('cost_slices', costSliceRow),
  split: query('cost_split', costSplitRow),
  coverage: query('cost_coverage', costCoverageRow),
  tickets: query('cost_tickets', costTicketRow),
  hours: query('cost_hours', costHoursRow),
  parts: query('parts_top', partRow),
  suppliers: query('parts_suppliers', partSupplierRow),
} as const

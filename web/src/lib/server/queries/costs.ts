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

const costHoursRow = z.strictObject({ period_start: day, work_kind: text, hours: figure, travel_hours: figure })
const labourAvailableRow = z.strictObject({ period_start: day, available_hours: figure })

const costMissingRow = z.strictObject({
  reason: z.enum(['no_currency_rate', 'unpriced', 'not_recorded', 'no_cost']),
  component: z.enum(['labour', 'travel', 'parts', 'freight', 'outside', 'compensation', 'charge', 'all']),
  repairs: figure,
})
export type CostMissingRow = z.infer<typeof costMissingRow>

const findingKind = z.enum(['correction', 'zero', 'entered_twice', 'repeated_total', 'extreme'])
const costFindingRow = z.strictObject({ finding: findingKind, component, entries: figure, cost: figure })
export type CostFindingRow = z.infer<typeof costFindingRow>
const costFindingTicketRow = z.strictObject({
  entry_key: text,
  finding: findingKind,
  component,
  used_on: day,
  ticket_key: text.nullable(),
  cost: figure,
})
export type CostFindingTicketRow = z.infer<typeof costFindingTicketRow>

const budgetMonthRow = z.strictObject({
  month: day,
  cost_centre: text,
  component: z.enum(['labour', 'travel', 'parts', 'freight', 'outside', 'compensation', 'charge', 'other']),
  budget: figure.nullable(),
  cost: figure,
  is_over: z.boolean(),
  is_settled: z.boolean(),
})
export type BudgetMonthRow = z.infer<typeof budgetMonthRow>
const budgetTrendRow = z.strictObject({ period_start: day, budget: figure })

const recoveryFunnelRow = z.strictObject({
  supplier: text,
  used: figure,
  warranty: figure,
  claimed: figure,
  recovered: figure,
  claims: figure,
})
export type RecoveryFunnelRow = z.infer<typeof recoveryFunnelRow>
const recoveryOpenRow = z.strictObject({
  supplier: text,
  age_band: z.enum(['d30', 'd60', 'd90', 'd180', 'older']),
  claims: figure,
  open: figure,
})
export type RecoveryOpenRow = z.infer<typeof recoveryOpenRow>

const leakageRow = z.strictObject({
  leakage: z.enum(['free_though_paid', 'free_though_customers_fault', 'better_than_due', 'charged_though_free']),
  tickets: figure,
  without_amount: figure,
  amount: figure,
})
export type LeakageRow = z.infer<typeof leakageRow>

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
  available: query('labour_available', labourAvailableRow),
  missing: query('cost_missing', costMissingRow),
  findings: query('cost_findings', costFindingRow),
  findingTickets: query('cost_finding_tickets', costFindingTicketRow),
  budgetMonths: query('budget_months', budgetMonthRow),
  budgetTrend: query('budget_trend', budgetTrendRow),
  funnel: query('recovery_funnel', recoveryFunnelRow),
  openClaims: query('recovery_open', recoveryOpenRow),
  leakage: query('entitlement_leakage', leakageRow),
  parts: query('parts_top', partRow),
  suppliers: query('parts_suppliers', partSupplierRow),
} as const

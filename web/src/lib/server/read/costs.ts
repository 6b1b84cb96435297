/** What the page of costs and parts shows. Amounts are in the home's currency; those in others are counted apart. */
import type { Filters } from '#lib/filters/filters.ts'
import { costQueries, type Component, type CostReconciledRow } from '../queries/costs.ts'
import type { Lease } from '../warehouse.ts'

/** In the order of the page. */
export const COST_KPIS = [
  'cost_per_repair',
  'net_cost_per_repair',
  'budget_variance',
  'warranty_cost_share',
  'supplier_recovery_rate',
  'cost_unmatched_share',
  'parts_per_repair',
  'old_part_return_rate',
  'repair_over_replace_rate',
  'hours_by_kind',
] as const

/** Values of a slice, parts, tickets that a table shows. */
const MOST = 15

interface Dates {
  readonly since: string
  readonly until: string
}

const where = (filters: Filters, { since, until }: Dates) => ({ since, until, ...filters.dimensions })

export interface Coverage {
  readonly start: string
  readonly repairs: number
  /** Not in the mean: no cost was recorded, or one in another currency. */
  readonly withoutCost: number
  readonly inForeignCurrency: number
}

export async function readCoverage(lease: Lease, filters: Filters, dates: Dates): Promise<readonly Coverage[]> {
  const rows = await lease.rows(costQueries.coverage, { grain: filters.grain, ...where(filters, dates) })
  return rows.map((row) => ({
    start: row.period_start,
    repairs: row.repairs,
    withoutCost: row.without_cost,
    inForeignCurrency: row.in_foreign_currency,
  }))
}

export interface Reconciled {
  readonly rows: readonly CostReconciledRow[]
  /** In other currencies: in no sum. */
  readonly foreign: readonly { readonly currency: string; readonly entries: number; readonly cost: number }[]
}

export async function readReconciled(lease: Lease, filters: Filters, dates: Dates): Promise<Reconciled> {
  const [rows, foreign] = await Promise.all([
    lease.rows(costQueries.reconciled, where(filters, dates)),
    lease.rows(costQueries.foreign, where(filters, dates)),
  ])
  return { rows, foreign }
}

export interface CostTrendEntry {
  readonly start: string
  readonly component: Component
  readonly cost: number
  readonly recovered: number
  readonly charged: number
}

export async function readCostTrend(lease: Lease, filters: Filters, dates: Dates): Promise<readonly CostTrendEntry[]> {
  const rows = await lease.rows(costQueries.trend, { grain: filters.grain, ...where(filters, dates) })
  return rows.map(({ period_start, ...row }) => ({ start: period_start, ...row }))
}

export interface SliceCost {
  readonly value: string
  readonly n: number
  readonly total: number
  readonly mean: number | null
  readonly median: number | null
  readonly p90: number | null
}

export interface SliceCosts {
  /** All repairs with their cost; null without any. */
  readonly all: SliceCost | null
  readonly values: Readonly<Record<'product_family' | 'region' | 'work_kind' | 'fault_family', readonly SliceCost[]>>
}

export async function readSlices(lease: Lease, filters: Filters, dates: Dates): Promise<SliceCosts> {
  const rows = await lease.rows(costQueries.slices, { most: MOST, ...where(filters, dates) })
  const of = (slice: (typeof rows)[number]['slice']): SliceCost[] =>
    rows
      .filter((row) => row.slice === slice)
      .map(({ slice_value, n, total, mean, median, p90 }) => ({ value: slice_value, n, total, mean, median, p90 }))
  return {
    all: of('all')[0] ?? null,
    values: {
      product_family: of('product_family'),
      region: of('region'),
      work_kind: of('work_kind'),
      fault_family: of('fault_family'),
    },
  }
}

export interface CostlyTicket {
  readonly key: string
  readonly id: string
  readonly resolvedOn: string
  readonly family: string | null
  readonly fault: string | null
  readonly workKind: string | null
  readonly isComplete: boolean
  readonly labourTravel: number
  readonly parts: number
  readonly other: number
  readonly gross: number
  readonly net: number
}

export async function readCostlyTickets(lease: Lease, filters: Filters, dates: Dates): Promise<readonly CostlyTicket[]> {
  const rows = await lease.rows(costQueries.tickets, { most: MOST, ...where(filters, dates) })
  return rows.map((row) => ({
    key: row.ticket_key,
    id: row.ticket_id,
    resolvedOn: row.resolved_on,
    family: row.product_family,
    fault: row.fault_family,
    workKind: row.work_kind,
    isComplete: row.is_complete,
    labourTravel: row.labour_travel,
    parts: row.parts,
    other: row.other,
    gross: row.gross_cost,
    net: row.net_cost,
  }))
}

export interface Part {
  readonly source: string
  readonly no: string
  readonly name: string | null
  readonly supplier: string | null
  /** More than one when it was bought from several. */
  readonly suppliers: number
  /** Returned ones taken off. */
  readonly pieces: number
  /** null: no use of it has a price. */
  readonly cost: number | null
  readonly uses: number
  readonly unpriced: number
  readonly returnable: number
  readonly returned: number
}

export interface Parts {
  readonly byMoney: readonly Part[]
  readonly byPieces: readonly Part[]
  /** Different ones. */
  readonly count: number
  readonly cost: number
  readonly pieces: number
  readonly suppliers: readonly Supplier[]
}

export interface Supplier {
  readonly name: string
  readonly pieces: number
  readonly cost: number
  readonly claims: number
  readonly claimed: number
  readonly recovered: number
  readonly returnable: number
  readonly returned: number
}

export async function readParts(lease: Lease, filters: Filters, dates: Dates): Promise<Parts> {
  const [rows, suppliers] = await Promise.all([
    lease.rows(costQueries.parts, { most: MOST, ...where(filters, dates) }),
    lease.rows(costQueries.suppliers, where(filters, dates)),
  ])
  const placed = rows.map((row) => ({
    byCost: row.place_by_cost,
    byPieces: row.place_by_pieces,
    part: {
      source: row.source,
      no: row.part_no,
      name: row.part_name,
      supplier: row.supplier,
      suppliers: row.suppliers,
      pieces: row.pieces,
      cost: row.cost,
      uses: row.uses,
      unpriced: row.unpriced,
      returnable: row.returnable,
      returned: row.returned,
    },
  }))
  const first = (place: 'byCost' | 'byPieces'): Part[] =>
    placed
      .filter((each) => each[place] <= MOST)
      .sort((a, b) => a[place] - b[place])
      .map(({ part }) => part)
  return {
    byMoney: first('byCost'),
    byPieces: first('byPieces'),
    count: rows[0]?.parts ?? 0,
    cost: rows[0]?.all_cost ?? 0,
    pieces: rows[0]?.all_pieces ?? 0,
    suppliers: suppliers.map(({ supplier, ...row }) => ({ name: supplier, ...row })),
  }
}

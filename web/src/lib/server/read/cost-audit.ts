/** What is missing or odd in costs, whose budget they are, what suppliers owe, and money that went the wrong way. */
import { activeDimensions, type Filters } from '#lib/filters/filters.ts'
import {
  costQueries,
  type BudgetMonthRow,
  type CostFindingRow,
  type CostFindingTicketRow,
  type CostMissingRow,
  type LeakageRow,
  type RecoveryFunnelRow,
  type RecoveryOpenRow,
} from '../queries/costs.ts'
import type { Lease } from '../warehouse.ts'

interface Dates {
  readonly since: string
  readonly until: string
}

/** Odd amounts that are listed. */
const MOST = 12

const where = (filters: Filters, { since, until }: Dates) => ({ since, until, ...filters.dimensions })

export interface CostCheck {
  readonly missing: readonly CostMissingRow[]
  readonly findings: readonly CostFindingRow[]
  readonly tickets: readonly CostFindingTicketRow[]
}

export async function readCostCheck(lease: Lease, filters: Filters, dates: Dates): Promise<CostCheck> {
  const [missing, findings, tickets] = await Promise.all([
    lease.rows(costQueries.missing, where(filters, dates)),
    lease.rows(costQueries.findings, where(filters, dates)),
    lease.rows(costQueries.findingTickets, { most: MOST, ...where(filters, dates) }),
  ])
  return { missing, findings, tickets }
}

/** Three calendar years up to the one of the day: enough for twelve settled months before it. */
export async function readBudget(lease: Lease, day: string): Promise<readonly BudgetMonthRow[]> {
  const year = Number(day.slice(0, 4))
  return lease.rows(costQueries.budgetMonths, { since: `${String(year - 1)}-01-01`, until: `${String(year + 1)}-01-01` })
}

/** By period; empty where the filters cut by what a budget does not have. */
export async function readBudgetTrend(lease: Lease, filters: Filters, dates: Dates) {
  if (activeDimensions(filters).some(([name]) => name !== 'source')) return []
  const rows = await lease.rows(costQueries.budgetTrend, { grain: filters.grain, ...dates })
  return rows.map((row) => ({ start: row.period_start, budget: row.budget }))
}

export interface Recovery {
  readonly funnel: readonly RecoveryFunnelRow[]
  /** At as_of, whenever the part was used. */
  readonly open: readonly RecoveryOpenRow[]
}

export async function readRecovery(lease: Lease, filters: Filters, dates: Dates): Promise<Recovery> {
  const [funnel, open] = await Promise.all([
    lease.rows(costQueries.funnel, where(filters, dates)),
    lease.rows(costQueries.openClaims, { ...filters.dimensions }),
  ])
  return { funnel, open }
}

export const readLeakage = (lease: Lease, filters: Filters, dates: Dates): Promise<readonly LeakageRow[]> =>
  lease.rows(costQueries.leakage, where(filters, dates))

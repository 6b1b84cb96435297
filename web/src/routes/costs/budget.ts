/** Rows of budget and cost, added up by month and by cost centre. Pure. */
import type { BudgetMonth } from './forecast.ts'

export interface BudgetRow {
  readonly month: string
  readonly cost_centre: string
  readonly budget: number | null
  readonly cost: number
  readonly is_over: boolean
  readonly is_settled: boolean
}

export interface MonthSums extends BudgetMonth {
  readonly isOver: boolean
}

const fine = (value: number): number => Math.round(value * 1e4) / 1e4

/** @returns ascending; a month has a budget when any of its rows has */
export function monthsOf(rows: readonly BudgetRow[]): MonthSums[] {
  const months = [...new Set(rows.map(({ month }) => month))].sort()
  return months.map((month) => {
    const own = rows.filter((row) => row.month === month)
    const budgets = own.flatMap(({ budget }) => (budget === null ? [] : [budget]))
    return {
      month,
      budget: budgets.length === 0 ? null : fine(budgets.reduce((total, each) => total + each, 0)),
      cost: fine(own.reduce((total, { cost }) => total + cost, 0)),
      isOver: own.every((row) => row.is_over),
      isSettled: own.every((row) => row.is_settled),
    }
  })
}

/** By name; what belongs to none last. */
export function byCentre(rows: readonly BudgetRow[]): { centre: string; months: MonthSums[] }[] {
  const centres = [...new Set(rows.map((row) => row.cost_centre))].sort((a, b) =>
    a === 'unassigned' ? 1 : b === 'unassigned' ? -1 : a < b ? -1 : 1,
  )
  return centres.map((centre) => ({ centre, months: monthsOf(rows.filter((row) => row.cost_centre === centre)) }))
}

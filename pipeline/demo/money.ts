/** How the demonstration's money stands in its files: hours without money, a second currency, forgotten bills, and what is odd in any ledger. */
import { shade } from './shade.ts'
import { weekOf } from './time.ts'
import type { Job } from './job.ts'

export const MONEY = {
  /** This team's system stopped exporting money: hours and kilometres only, priced by `reference/rates.yaml`. */
  hoursOnly: { team: '佛山组', site: 'FS', fromWeek: 52 },
  /** This supplier bills warranty and contract parts in another currency. */
  foreign: { supplier: '视联显示', currency: 'USD', quoted: 7.1 },
  /** Shares of jobs: paid ones on which nobody wrote a bill, warranty ones on which somebody did. */
  leakage: { notCharged: 0.02, charged: 0.004, fee: 80 },
  /** Every so many visits a row of cost items as ledgers have them. */
  oddEvery: 900,
} as const

export const isHoursOnly = (site: string, moment: number): boolean =>
  site === MONEY.hoursOnly.site && weekOf(moment) >= MONEY.hoursOnly.fromWeek

/** A paid job that was done for nothing, because nobody wrote the bill. */
export const isBillForgotten = (job: Job): boolean => job.workKind === 'A' && shade(job, 8) < MONEY.leakage.notCharged
/** A warranty job that was charged all the same. */
export const isWronglyCharged = (job: Job): boolean =>
  job.workKind === 'C' && job.fault !== null && job.outcome === 'repaired' && shade(job, 9) < MONEY.leakage.charged

/** One row of cost items a turn, in ways in which ledgers are odd; all of them are true amounts. */
export const ODD_COSTS = ['correction', 'zero', 'twice', 'extreme'] as const
export type OddCost = (typeof ODD_COSTS)[number]

/** What is odd about the n-th visit (from 1), if anything. */
export const oddCostOf = (visit: number): OddCost | null =>
  visit % MONEY.oddEvery === 0 ? (ODD_COSTS[(visit / MONEY.oddEvery - 1) % ODD_COSTS.length] ?? null) : null

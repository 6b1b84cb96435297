/** How long promises took, on one clock. */
import type { Filters } from '#lib/filters/filters.ts'
import type { Stretch } from '#lib/period/stretch.ts'
import { binsBetween, spreadUnit } from '#lib/promises/bins.ts'
import type { Clock, DaySpread, Measure, Spread, Stage, TimeSpread } from '#lib/promises/promises.ts'
import { promiseQueries } from '../queries/promises.ts'
import type { Lease } from '../warehouse.ts'
import { clocksOf, daysOf, sumOf } from './promises.ts'

/**
 * @param asked the clock that is wished for; another one when the stage has none of it
 * @returns null where no promise of the stage has stopped
 */
export async function readSpread(
  lease: Lease,
  stage: Stage,
  stretch: Stretch,
  filters: Filters,
  asked: Clock | null,
): Promise<Spread | null> {
  const terms = await lease.rows(promiseQueries.terms, { stage, ...daysOf(stretch, filters) })
  const clocks = clocksOf(terms)
  const clock = clocks.find((each) => each.clock === asked)?.clock ?? clocks[0]?.clock
  if (clock === undefined) return null
  const ofClock = terms.filter((row) => row.clock === clock)
  const overdue = sumOf(ofClock.filter(({ verdict_reason }) => verdict_reason === 'overdue'))
  const given = { stage, ...daysOf(stretch, filters) }
  if (clock === 'working_days') return readDays(lease, given, overdue)
  const limits = [...new Set(ofClock.map(({ limit_minutes }) => limit_minutes))]
  return readTimes(lease, { clock, ...given }, { overdue, limits })
}

type Given = Readonly<Record<string, string | null>>

async function readTimes(
  lease: Lease,
  given: Given & { readonly clock: Clock },
  { overdue, limits }: { readonly overdue: number; readonly limits: readonly (number | null)[] },
): Promise<TimeSpread | null> {
  const [only = null] = limits
  const measure: Measure = given.clock === 'given' ? 'against_due' : limits.length > 1 || only === null ? 'share' : 'net'
  const limit = measure === 'against_due' ? 0 : measure === 'share' ? 1 : (only ?? 0)
  const [spread] = await lease.rows(promiseQueries.spread, { ...given, measure })
  if (spread === undefined || spread.median === null || spread.p_ninety === null || spread.p_ninety_five === null) return null
  const from = measure === 'against_due' ? Math.min(spread.p_five ?? 0, 0) : 0
  // The long tail is one stretch: what matters lies around the limit, which must not be the edge of the drawing either.
  const to = Math.max(spread.p_ninety_five, measure === 'against_due' ? -from / 8 : limit * 1.5)
  const unit = spreadUnit(measure, given.clock !== 'working', Math.max(-from, to))
  const bins = binsBetween(from, to, unit)
  const rows = await lease.rows(promiseQueries.histogram, {
    ...given,
    measure,
    low: bins.low,
    step: bins.step,
    last_bin: bins.last,
  })
  const counts = new Map(rows.map(({ bin, n }) => [bin, n]))
  const all = Array.from({ length: bins.last + 1 }, (_, index) => ({
    from: bins.low + index * bins.step,
    until: index === bins.last ? null : bins.low + (index + 1) * bins.step,
    count: counts.get(index) ?? 0,
  }))
  return {
    kind: 'time',
    clock: given.clock,
    measure,
    n: spread.n,
    overdue,
    median: spread.median,
    p90: spread.p_ninety,
    p95: spread.p_ninety_five,
    limit,
    bins: all.at(-1)?.count === 0 ? all.slice(0, -1) : all,
    isFirstOpen: (spread.lowest ?? 0) < bins.low,
  }
}

/** More than this many days beyond the limit are one bar. */
const DAYS_BEYOND = 12

async function readDays(lease: Lease, given: Given, overdue: number): Promise<DaySpread | null> {
  const rows = await lease.rows(promiseQueries.days, given)
  const limits = new Set(rows.map(({ limit_working_days }) => limit_working_days))
  const [only] = limits
  const limit = limits.size === 1 && only !== undefined ? only : null
  const counted = rows
    .map(({ limit_working_days, days, n }) => ({ day: limit === null ? days - limit_working_days : days, n }))
    .sort((a, b) => a.day - b.day)
  const [first] = counted
  if (first === undefined) return null
  const lastKept = limit ?? 0
  const from = limit === null ? first.day : 0
  const to = Math.min(counted.at(-1)?.day ?? 0, lastKept + DAYS_BEYOND)
  const n = sumOf(counted)
  return {
    kind: 'days',
    clock: 'working_days',
    n,
    overdue,
    limit,
    median: dayAt(counted, 0.5 * n),
    p90: dayAt(counted, 0.9 * n),
    p95: dayAt(counted, 0.95 * n),
    days: Array.from({ length: to - from + 1 }, (_, index) => {
      const day = from + index
      const isOpen = day === to && counted.some((each) => each.day > to)
      return {
        day,
        isOpen,
        isKept: day <= lastKept,
        n: sumOf(counted.filter((each) => each.day === day || (isOpen && each.day > to))),
      }
    }),
  }
}

/** The least number of days within which so many were done: whole days, nothing between them. */
function dayAt(counted: readonly { readonly day: number; readonly n: number }[], wanted: number): number {
  let sum = 0
  for (const { day, n } of counted) {
    sum += n
    if (sum >= wanted) return day
  }
  return counted.at(-1)?.day ?? 0
}

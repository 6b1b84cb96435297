/** Where the stretches of a distribution lie. Round in the unit that the reader sees. */
import { clean, niceStep } from '../charts/axis.ts'
import type { Unit } from '../review/series.ts'
import type { Measure } from './promises.ts'

export interface SpreadUnit {
  readonly unit: Extract<Unit, 'minutes' | 'hours' | 'days' | 'percent'>
  /** Minutes, or fractions, in one. */
  readonly size: number
}

const MINUTES = { unit: 'minutes', size: 1 } as const
const HOURS = { unit: 'hours', size: 60 } as const
const DAYS = { unit: 'days', size: 1440 } as const

/** @param largest about the largest amount that matters, in minutes. Working time stays in hours: a working day is not 24 of them. */
export function spreadUnit(measure: Measure, isCalendar: boolean, largest: number): SpreadUnit {
  if (measure === 'share') return { unit: 'percent', size: 1 }
  if (largest < 180) return MINUTES
  return isCalendar && largest >= 7 * 1440 ? DAYS : HOURS
}

export interface Bins {
  readonly low: number
  readonly step: number
  /** Index of the last stretch, which is open. */
  readonly last: number
}

const MOST = 30

/** @param from,to what must lie within the closed stretches, the limit among it */
export function binsBetween(from: number, to: number, { size }: SpreadUnit): Bins {
  const step = clean(niceStep((to - from || size) / size / MOST) * size)
  const first = Math.floor(clean(from / step))
  // The limit itself must not be the edge of the drawing.
  const closed = Math.max(1, Math.floor(clean(to / step)) - first + 1)
  return { low: clean(first * step), step, last: closed }
}

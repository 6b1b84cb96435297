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
  return isCalendar && largest >= 14 * 1440 ? DAYS : HOURS
}

export interface Bins {
  readonly low: number
  readonly step: number
  /** Index of the last stretch, which is open. */
  readonly last: number
}

const MOST = 40
/** Stretches that people count in: parts of an hour and of a day, so that round limits fall on an edge. Beyond, any round number. */
const ROUND: Readonly<Record<SpreadUnit['unit'], readonly number[]>> = {
  minutes: [1, 2, 5, 10, 15, 30],
  hours: [0.25, 0.5, 1, 2, 3, 4, 6, 12, 24],
  days: [0.25, 0.5, 1, 2, 7],
  percent: [0.05, 0.1, 0.2, 0.25, 0.5, 1],
}

/** @param from,to what must lie within the closed stretches, the limit among it; `from` is at most `to` */
export function binsBetween(from: number, to: number, { unit, size }: SpreadUnit): Bins {
  const rough = (to - from || size) / size / MOST
  const step = clean((ROUND[unit].find((each) => each >= rough) ?? niceStep(rough)) * size)
  const first = Math.floor(clean(from / step))
  const closed = Math.max(1, Math.floor(clean(to / step)) - first + 1)
  return { low: clean(first * step), step, last: closed }
}

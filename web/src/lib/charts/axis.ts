/** Ranges of value axes between round labels, and what the labels say. */
import { formatPlain, formatValue } from '../language/format.ts'
import type { Language } from '../language/language.ts'
import type { Unit } from '../review/series.ts'

export interface AxisRange {
  readonly low: number
  readonly high: number
  /** From one label to the next; low and high lie on it. */
  readonly step: number
}

/** @param steps about how many stretches between labels; `fromZero`: zero lies within the range */
export function niceRange(values: readonly number[], steps: number, fromZero: boolean): AxisRange {
  if (values.length === 0) return { low: 0, high: 1, step: 0.5 }
  const given = fromZero ? [0, ...values] : values
  const lowest = Math.min(...given)
  const highest = Math.max(...given)
  const spread = highest - lowest || Math.abs(highest) || 1
  const step = niceStep(spread / steps)
  const low = clean(Math.floor(lowest / step) * step)
  const high = clean(Math.ceil(highest / step) * step)
  if (low === high) return { low: Math.max(0, low - step), high: high + step, step }
  return { low, high, step }
}

/** An axis of shares ends at 100 % unless a value lies beyond. */
export const withinShares = (range: AxisRange, values: readonly number[], unit: Unit): AxisRange =>
  unit === 'percent' && range.high > 1 && values.every((each) => each <= 1) ? { ...range, high: 1 } : range

/** Between one case and two there is none: an axis of whole counts has no half labels. Means of counts (parts per repair) keep theirs. */
export const inWholeSteps = (range: AxisRange, values: readonly number[], unit: Unit): AxisRange =>
  unit === 'count' && range.step < 1 && values.every(Number.isInteger)
    ? { low: Math.floor(range.low), high: Math.max(Math.floor(range.low) + 1, Math.ceil(range.high)), step: 1 }
    : range

/** 1, 2 or 5 times a power of ten, at least `rough`. */
export function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 5, 10].find((each) => each * power >= rough * 0.999) ?? 10
  return factor * power
}

/** Without the dust of binary fractions. */
export const clean = (value: number): number => Number(value.toPrecision(12))

/** Axis labels carry no more digits than their steps need. */
export function axisLabel(each: number, unit: Unit, language: Language, currency: string): string {
  if (unit === 'percent') return minus(`${clean(each * 100)}%`)
  if (unit === 'count' || unit === 'money') {
    // 1.50万 between 1万 and 2万 is 1.5万.
    return formatValue(each, unit, language, currency)
      .replace(/(\.\d*?)0+(?=\D|$)/, '$1')
      .replace(/\.(?=\D|$)/, '')
  }
  return formatPlain(clean(each), language)
}

/** A hyphen is too short for a minus. */
const minus = (text: string): string => text.replace('-', '−')

/** Rates of parts: replacements for each 1,000 units in service and year, or each 1,000 served jobs. */
import { rateInterval } from '#lib/statistics/poisson.ts'
import type { PartRow } from '#lib/server/read/parts.ts'

const PER = 1000

export interface Rate {
  readonly rate: number
  readonly low: number
  readonly high: number
}

/** null where there is nothing to hold it against. */
export const rateOf = (replacements: number, exposure: number | null): Rate | null =>
  exposure === null ? null : rateInterval(replacements, exposure, PER)

export interface RateChange {
  readonly now: Rate | null
  readonly before: Rate | null
  /** now ÷ before; null without both, or where there was none before. */
  readonly factor: number | null
  /** More than two standard errors apart. */
  readonly isClear: boolean
}

/** Beyond it a difference of two rates is not put down to chance. */
const CLEAR = 1.959963984540054

export function changeOf(part: PartRow): RateChange {
  const now = rateOf(part.counted, part.exposure)
  const before = part.rise === null ? null : rateOf(part.countedBefore, part.exposureBefore)
  return {
    now,
    before,
    factor: now === null || before === null || before.rate === 0 ? null : now.rate / before.rate,
    isClear: part.rise !== null && Math.abs(part.rise) > CLEAR,
  }
}

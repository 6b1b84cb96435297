/**
 * The net promoter score with its 95 % interval. Answers fall into three classes, so promoters minus detractors has the standard error
 * of a difference of two shares of one trinomial sample: √((p + d − (p − d)²) ÷ n) (Rocks, B.: Interval estimation for the “Net
 * Promoter Score”. The American Statistician 70, 2016, the Wald interval).
 */
import type { Interval } from './poisson.ts'

const Z = 1.959963984540054

export interface PromoterScore extends Interval {
  readonly n: number
  /** Per 100 answers, −100…100; so are the interval's ends. */
  readonly score: number
}

/** @returns null where nobody answered */
export function promoterScore(promoters: number, passives: number, detractors: number): PromoterScore | null {
  const n = promoters + passives + detractors
  if (n === 0) return null
  const difference = (promoters - detractors) / n
  const error = Math.sqrt(Math.max(0, (promoters + detractors) / n - difference ** 2) / n)
  const end = (sign: 1 | -1) => Math.min(100, Math.max(-100, 100 * (difference + sign * Z * error)))
  return { n, score: 100 * difference, low: end(-1), high: end(1) }
}

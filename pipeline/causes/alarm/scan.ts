/**
 * The prospective scan: all spans of the last weeks that end now, each against the usual weeks before it (M. Kulldorff, Prospective time
 * periodic geographical disease surveillance using a scan statistic, JRSS A 164 (2001) 61–72, without its geography).
 */
import { logBetaBinomialTail, logBinomialTail } from './probability.ts'
import type { Comparison, Stretches, Sums } from './series.ts'

/** Weeks. */
export const LONGEST_SPAN = 12
export const BASELINE = { most: 52, least: 13 } as const
/** Fewer events in a span are no news, however rare they were. */
export const LEAST_EVENTS = 5

export interface Span {
  readonly from: number
  readonly span: Sums
  readonly usual: Sums
  /** The comparison in which the span stands out least. */
  readonly weakest: number
  /** ln of the likelihood ratio there, of a rate of its own against one rate throughout. */
  readonly logRatio: number
}

const entropy = (x: number, expected: number) => (x === 0 ? 0 : x * Math.log(x / expected))

/** ln of the likelihood ratio; 0 when the span is not above the weeks before it. */
function logRatioOf({ isCounted }: Comparison, x: number, y: number, e: number, f: number): number {
  if (!(e > 0) || x * f <= y * e) return 0
  const share = e / (e + f)
  const ratio = entropy(x, (x + y) * share) + entropy(y, (x + y) * (1 - share))
  if (!isCounted) return ratio
  // the exposure is chance as well: of all events of the span and before it, which are of the series
  const own = (x + y) / (x + y + e + f)
  return entropy(x, (x + e) * own) + entropy(y, (y + f) * own) + entropy(e, (x + e) * (1 - own)) + entropy(f, (y + f) * (1 - own))
}

/** The span that ends with week `now` and stands out most in its weakest comparison; null when none stands out. @param notBefore its first week is this or later */
export function strongestSpan(
  stretches: Stretches,
  comparisons: readonly Comparison[],
  now: number,
  notBefore: number,
): Span | null {
  let best: Span | null = null
  for (let from = now; from >= notBefore && from > now - LONGEST_SPAN; from--) {
    if (stretches.count(from, now + 1) < LEAST_EVENTS) continue
    const span = stretches.of(from, now + 1)
    const usual = stretches.usual(from, BASELINE.most)
    if (usual.weeks < BASELINE.least) continue
    let weakest = 0
    let logRatio = Infinity
    for (const [k, comparison] of comparisons.entries()) {
      const own = logRatioOf(comparison, span.count, usual.count, span.exposure[k] as number, usual.exposure[k] as number)
      if (own < logRatio) [weakest, logRatio] = [k, own]
    }
    if (logRatio > (best?.logRatio ?? 0)) best = { from, span, usual, weakest, logRatio }
  }
  return best
}

/**
 * ln of the probability of as many events in the span or more, given those of the span and its usual weeks together, were the rate the usual one.
 * Poisson counts: the conditional binomial test, or Fisher's where the exposure is counted too. Over-dispersed ones are taken as negative
 * binomial; a counted exposure then adds its own variance.
 *
 * @param dispersion variance ÷ mean of the counts, from 1
 */
export function logProbability(
  { isCounted }: Comparison,
  { span, usual }: Pick<Span, 'span' | 'usual'>,
  k: number,
  dispersion: number,
): number {
  const e = span.exposure[k] as number
  const f = usual.exposure[k] as number
  const [x, all] = [span.count, span.count + usual.count]
  if (e + f <= 0) return 0
  const share = isCounted ? (e + 1) / (e + f + 1) : Math.min(1 - 1e-12, e / (e + f))
  const looseness = (dispersion - 1) / all + (isCounted ? 1 / (e + f + 1) : 0)
  // so tight that ln Γ would lose more than the looseness is worth
  if (looseness * all < 1e-6) return logBinomialTail(x, all, share)
  return logBetaBinomialTail(x, all, share / looseness, (1 - share) / looseness)
}

/**
 * Whether two rates of events differ by more than chance.
 *
 * Counts: given both together, those of the first are binomial with the share that its denominator has of both (Przyborowski, J. and
 * Wilenski, H.: Homogeneity of results in testing samples from Poisson series. Biometrika 31, 1940). Exact; two-sided by doubling the
 * smaller tail.
 *
 * Sums (money, minutes) of events that come by chance: the variance of such a compound Poisson sum is estimated by the sum of the
 * squares, so the difference of two rates has the standard error √(Q₁ ÷ m₁² + Q₂ ÷ m₂²).
 */
export interface Events {
  readonly count: number
  /** What the rate is for each of: jobs, or periods. Greater than 0. */
  readonly exposure: number
}

export interface Amounts extends Events {
  readonly sum: number
  readonly squares: number
}

/** Below so many events of both together a sum is not normal enough to be judged. */
const FEWEST_EVENTS = 10

/**
 * @returns the chance of a difference as great or greater when both rates are the same
 * @throws RangeError on counts that are none and exposures that are not greater than 0
 */
export function poissonDifference(one: Events, other: Events): number {
  for (const { count, exposure } of [one, other]) {
    if (!Number.isInteger(count) || count < 0 || !(exposure > 0)) throw new RangeError(`no rate: ${count} of ${exposure}`)
  }
  const n = one.count + other.count
  const share = one.exposure / (one.exposure + other.exposure)
  const upTo = binomialUpTo(one.count, n, share)
  const from = binomialUpTo(n - one.count, n, 1 - share)
  return Math.min(1, 2 * Math.min(upTo, from))
}

/** @returns the chance of such a difference of two sums; null where there are too few events to say */
export function sumDifference(one: Amounts, other: Amounts): number | null {
  if (one.count + other.count < FEWEST_EVENTS) return null
  const variance = one.squares / one.exposure ** 2 + other.squares / other.exposure ** 2
  if (variance === 0) return null
  return 2 * normalTail(Math.abs(one.sum / one.exposure - other.sum / other.exposure) / Math.sqrt(variance))
}

/** Chance of at most `most` of n. The terms are added in logarithms, so that none is lost however large n is. */
function binomialUpTo(most: number, n: number, share: number): number {
  let logTerm = n * Math.log1p(-share)
  const logOdds = Math.log(share) - Math.log1p(-share)
  let [largest, scaled] = [logTerm, 1]
  for (let each = 1; each <= most; each += 1) {
    logTerm += Math.log((n - each + 1) / each) + logOdds
    if (logTerm > largest) {
      scaled = scaled * Math.exp(largest - logTerm) + 1
      largest = logTerm
    } else scaled += Math.exp(logTerm - largest)
  }
  return Math.min(1, scaled * Math.exp(largest))
}

/**
 * Chance that a normal variable exceeds z, z not negative. Error below 1.2e-7 everywhere (Press, W. H. et al.: Numerical Recipes,
 * chapter 6.2, the Chebyshev fit of erfc).
 */
export function normalTail(z: number): number {
  const x = z / Math.SQRT2
  const t = 1 / (1 + x / 2)
  const fit = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277,
  ].reduceRight((sum, each) => sum * t + each, 0)
  return (t * Math.exp(-x * x + fit)) / 2
}

/**
 * Which of many tests stand when at most a share `rate` of those that are marked may be chance (Benjamini, Y. and Hochberg, Y.:
 * Controlling the false discovery rate. Journal of the Royal Statistical Society B 57, 1995).
 *
 * @param chances one for each test; null: not tested
 * @returns whether each stands, in the order given
 */
export function beyondChance(chances: readonly (number | null)[], rate = 0.05): boolean[] {
  const tested = chances.flatMap((chance) => (chance === null ? [] : [chance])).sort((a, b) => a - b)
  const limit = tested.findLast((chance, at) => chance <= ((at + 1) / tested.length) * rate)
  return chances.map((chance) => chance !== null && limit !== undefined && chance <= limit)
}

/**
 * How far off a share may be. The 95 % score interval (Wilson, E. B.: Probable inference, the law of succession, and statistical
 * inference. Journal of the American Statistical Association 22, 1927), without continuity correction: it stays within 0 and 1 and
 * has a width for shares of 0 and 1 as well.
 */
import type { Interval } from './poisson.ts'

/** The 97.5th percentile of the normal distribution. */
const Z = 1.959963984540054

/**
 * @param count cases that are so, of `n`
 * @returns null where there are no cases
 * @throws RangeError when `count` does not lie within 0 and `n`
 */
export function wilsonInterval(count: number, n: number): Interval | null {
  if (!(count >= 0 && count <= n)) throw new RangeError(`not a share: ${count} of ${n}`)
  if (n === 0) return null
  const share = count / n
  const weight = Z ** 2 / n
  const centre = (share + weight / 2) / (1 + weight)
  const half = (Z * Math.sqrt((share * (1 - share)) / n + weight / (4 * n))) / (1 + weight)
  // Exact at the ends, where the formula leaves dust.
  return { low: count === 0 ? 0 : centre - half, high: count === n ? 1 : centre + half }
}

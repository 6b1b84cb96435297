/**
 * How much more the counts of a series vary than Poisson's law says. From the differences of neighbouring weeks, as the limits of the
 * U′ charts (Laney): a season moves neighbours alike and is not taken for noise. Never below 1. Noise of the counts themselves shows in every
 * comparison; what shows in one alone (jobs that fail to come in a week of holidays) is movement of its exposure, for which there are others.
 */
import { at, type Series, type Stretches } from './series.ts'

/** Weeks of history, and the weeks before now that are left out because a rise may have begun in them. */
const HISTORY = 52
const GUARD = 4
/** Weeks of a block. Noise that lasts shows in the longer ones only. */
const [SHORT, LONG] = [1, 4]
/** A series alone is believed as far as it has more differences than this; the rest is what is usual for its kind. */
const PRIOR = 26
/** Blocks in which less is expected say too little. */
const LEAST_EXPECTED = 0.5

/** What is beyond Poisson's law is estimated from few weeks and has longer tails than the negative binomial law: by so much more is allowed for. */
const CAUTION = 1.5
/** Fewer differences say nothing of a series. */
const LEAST_DIFFERENCES = 4
/** The median of a variance of a dozen differences, where its mean is 1. */
const MEDIAN_OF_FEW = 0.94

interface Variation {
  readonly sum: number
  readonly n: number
}

/** Half the mean square difference of neighbouring blocks' (count − expected) ÷ √expected, as sum and number. */
function variation(series: Series, weeks: readonly number[], exposure: Float64Array, block: number): Variation {
  let count = 0
  let exposed = 0
  for (const week of weeks) {
    count += at(series.counts, week)
    exposed += at(exposure, week)
  }
  let [sum, n, before] = [0, 0, NaN]
  for (let end = weeks.length; end - block >= 0; end -= block) {
    let [x, e] = [0, 0]
    for (let place = end - block; place < end; place++) {
      x += at(series.counts, weeks[place] as number)
      e += (at(exposure, weeks[place] as number) * count) / exposed
    }
    const z = e >= LEAST_EXPECTED ? (x - e) / Math.sqrt(e) : NaN
    if (!Number.isNaN(z - before)) {
      sum += (z - before) ** 2 / 2
      n += 1
    }
    before = z
  }
  return { sum, n }
}

/** What is usual for the series of a kind. */
class Usual {
  readonly #found = new Map<string, Variation[]>()

  add(key: string, one: Variation): void {
    if (one.n < LEAST_DIFFERENCES) return
    const found = this.#found.get(key)
    if (found) found.push(one)
    else this.#found.set(key, [one])
  }

  mean(key: string): number {
    const found = this.#found.get(key) ?? []
    const n = found.reduce((so, each) => so + each.n, 0)
    return n === 0 ? 1 : found.reduce((so, each) => so + each.sum, 0) / n
  }

  /** Some of a kind move with a season, which shows between long blocks: they are not asked for the noise of the others. */
  median(key: string): number {
    const found = (this.#found.get(key) ?? []).map(({ sum, n }) => sum / n).sort((a, b) => a - b)
    const middle = found.length >> 1
    const [low, high] = found.length % 2 === 1 ? [found[middle], found[middle]] : [found[middle - 1], found[middle]]
    return low === undefined || high === undefined ? 1 : (low + high) / 2 / MEDIAN_OF_FEW
  }
}

/**
 * @param now the dispersion is that of the weeks up to it
 * @returns that of each series: the smallest of its comparisons
 */
export function dispersions(watched: readonly (readonly [Series, Stretches])[], now: number): number[] {
  const usual = new Usual()
  const key = (series: Series, k: number, block: number) => `${series.kind} ${series.comparisons[k]?.with ?? ''} ${String(block)}`
  const own = watched.map(([series, stretches]) => {
    const weeks = stretches.usualWeeks(Math.max(0, now + 1 - GUARD), HISTORY)
    return series.comparisons.map(({ exposure }, k) => {
      usual.add(key(series, k, LONG), variation(series, weeks, exposure, LONG))
      const weekly = variation(series, weeks, exposure, SHORT)
      usual.add(key(series, k, SHORT), weekly)
      return weekly
    })
  })
  const levels = new Map<string, { readonly short: number; readonly long: number }>()
  const levelOf = (series: Series, k: number) => {
    const name = key(series, k, SHORT)
    const known = levels.get(name) ?? { short: usual.mean(name), long: usual.median(key(series, k, LONG)) }
    levels.set(name, known)
    return known
  }
  return watched.map(([series], place) => {
    const each = series.comparisons.map((_, k) => {
      const { sum, n } = own[place]?.[k] ?? { sum: 0, n: 0 }
      const { short, long } = levelOf(series, k)
      return Math.max(1, (sum + PRIOR * Math.max(1, short)) / (n + PRIOR), long)
    })
    return 1 + CAUTION * (Math.min(...each) - 1)
  })
}

/** Two simpler ways to watch the same series, to see what the scan is worth: a CUSUM, and a limit for each week alone. */
import { logProbability } from '../../pipeline/causes/alarm/scan.ts'
import { BASELINE, LEAST_EVENTS } from '../../pipeline/causes/alarm/scan.ts'
import { Stretches, type Series } from '../../pipeline/causes/alarm/series.ts'

/** The rise for which the CUSUM is the quickest. */
const RISE = 2
/** Weeks before the week that are left out of its baseline, so that a rise is not learnt at once. */
const GUARD = 8

/** A statistic a week, for which more is more unusual; it starts anew after an alarm. */
export type Rival = (series: Series) => { at(week: number): number; restart(): void }

/**
 * The likelihood-ratio CUSUM of Poisson counts with known exposure (J. M. Lucas, Technometrics 27 (1985) 129–144), in its weakest comparison;
 * the usual rate is that of the 52 weeks that ended eight weeks ago.
 */
export const cusum: Rival = (series) => {
  const stretches = new Stretches(series)
  let sums = series.comparisons.map(() => 0)
  return {
    at(week) {
      const usual = stretches.usual(Math.max(0, week - GUARD), BASELINE.most)
      if (usual.weeks < BASELINE.least) return 0
      sums = sums.map((sum, k) => {
        const exposure = series.comparisons[k]?.exposure[week] ?? 0
        const expected = (usual.count * exposure) / (usual.exposure[k] as number)
        return expected > 0 ? Math.max(0, sum + (series.counts[week] as number) * Math.log(RISE) - expected * (RISE - 1)) : sum
      })
      return Math.min(...sums)
    },
    restart() {
      sums = sums.map(() => 0)
    },
  }
}

/** − ln of the probability of the week alone. */
export const singleWeek: Rival = (series) => {
  const stretches = new Stretches(series)
  return {
    at(week) {
      const usual = stretches.usual(week, BASELINE.most)
      const span = stretches.of(week, week + 1)
      if (usual.weeks < BASELINE.least || span.count < LEAST_EVENTS) return 0
      const tails = series.comparisons.map((comparison, k) => logProbability(comparison, { span, usual }, k, 1))
      return -Math.max(...tails)
    },
    restart: () => undefined,
  }
}

/** Weeks in which the statistic reaches a limit; an alarm is one until it was below a quarter of it for a while. */
export function startsOf(rival: Rival, series: Series, limit: number): number[] {
  const state = rival(series)
  const starts: number[] = []
  let quiet = Infinity
  for (let week = series.from; week < series.counts.length; week++) {
    const isOver = state.at(week) >= limit
    if (isOver) {
      if (quiet > GUARD) starts.push(week)
      quiet = 0
      state.restart()
    } else quiet += 1
  }
  return starts
}

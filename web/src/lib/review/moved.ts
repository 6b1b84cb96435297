/** Which KPIs moved most: the latest change beside how much the KPI usually changes from one period to the next. */
import type { Grain } from '#contracts/slice.ts'
import type { Comparison } from '../filters/filters.ts'
import { isFewCases, isSettled, standingOf, type Change, type Figure, type KpiDefinition, type KpiSeries } from './series.ts'

export interface Moved {
  readonly kpi: KpiDefinition
  readonly from: Figure
  readonly to: Figure
  readonly change: Change
  /** The change divided by the mean absolute difference of successive settled periods before. */
  readonly times: number
}

/** Fewer differences than this do not show what is usual. */
const FEWEST_DIFFERENCES = 8
/** A year of weeks: what was usual before that may be so no longer. */
const MOST_PERIODS = 53

/**
 * @param most how many at most, the strongest first
 * @returns those that moved more than usual; figures on few cases are left out
 */
export function movedMost(series: readonly KpiSeries[], grain: Grain, compare: Comparison, most: number): readonly Moved[] {
  return series
    .flatMap((each): Moved[] => {
      const { latest: to, change } = standingOf(each, grain, compare)
      if (to === null || to.value === null || change === null || change.size === 0) return []
      const from = change.since
      if (from.value === null || isFewCases(each.kpi, to) || isFewCases(each.kpi, from)) return []
      const usual = usualDifference(each.figures, to)
      return usual === null ? [] : [{ kpi: each.kpi, from, to, change, times: Math.abs(to.value - from.value) / usual }]
    })
    .filter(({ times }) => times > 1)
    .sort((a, b) => b.times - a.times)
    .slice(0, most)
}

/** The mean moving range of the settled periods before `until`, which must follow one another; null when it says nothing. */
function usualDifference(figures: readonly Figure[], until: Figure): number | null {
  const before = figures.filter((each) => isSettled(each) && each.start < until.start).slice(-MOST_PERIODS)
  const differences = before.flatMap((each, index) => {
    const previous = before[index - 1]
    if (previous?.end !== each.start || previous.value === null || each.value === null) return []
    return [Math.abs(each.value - previous.value)]
  })
  if (differences.length < FEWEST_DIFFERENCES) return null
  const mean = differences.reduce((sum, each) => sum + each, 0) / differences.length
  return mean > 0 ? mean : null
}

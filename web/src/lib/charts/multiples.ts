/** Several small charts beside one another. */
import type { KpiSeries } from '../review/series.ts'
import { niceRange, withinShares, type AxisRange } from './axis.ts'

/** One axis for all, so that heights compare. All must have one unit. */
export function sharedRange(series: readonly KpiSeries[], steps = 3): AxisRange {
  const values = series.flatMap(({ figures }) =>
    figures.flatMap(({ value, target }) => [value, target]).filter((each) => each !== null),
  )
  const fromZero = series.some(({ kpi }) => kpi.statistic === 'sum' || kpi.statistic === 'level')
  return withinShares(niceRange(values, steps, fromZero), values, series[0]?.kpi.unit ?? 'count')
}

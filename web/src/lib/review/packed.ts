/** Figures as they travel to the browser: fifty KPIs of a year are thousands of rows, so each is a short tuple. */
import type { Figure, KpiDefinition, KpiSeries } from './series.ts'

/** Index into `periods`, value, n, mean, median, p90, undecided, 1 complete + 2 mature, target. */
type PackedFigure = readonly [
  period: number,
  value: number | null,
  n: number,
  mean: number | null,
  median: number | null,
  p90: number | null,
  undecided: number,
  state: number,
  target: number | null,
]

export interface PackedSeries {
  /** [start, end) of every period that occurs, ascending. */
  readonly periods: readonly (readonly [string, string])[]
  readonly kpis: readonly { readonly kpi: KpiDefinition; readonly figures: readonly PackedFigure[] }[]
}

export function pack(series: readonly KpiSeries[]): PackedSeries {
  const ends = new Map(series.flatMap(({ figures }) => figures.map(({ start, end }) => [start, end] as const)))
  const periods = [...ends].sort(([a], [b]) => (a < b ? -1 : 1))
  const indexes = new Map(periods.map(([start], index) => [start, index]))
  return {
    periods,
    kpis: series.map(({ kpi, figures }) => ({
      kpi,
      figures: figures.map((each) => [
        indexes.get(each.start) ?? 0,
        each.value,
        each.n,
        each.mean,
        each.median,
        each.p90,
        each.undecided,
        (each.isComplete ? 1 : 0) + (each.isMature ? 2 : 0),
        each.target,
      ]),
    })),
  }
}

export function unpack({ periods, kpis }: PackedSeries): KpiSeries[] {
  return kpis.map(({ kpi, figures }) => ({
    kpi,
    figures: figures.flatMap(([index, value, n, mean, median, p90, undecided, state, target]): Figure[] => {
      const period = periods[index]
      if (period === undefined) return []
      const [start, end] = period
      return [
        {
          start,
          end,
          value,
          n,
          mean,
          median,
          p90,
          undecided,
          isComplete: (state & 1) === 1,
          isMature: (state & 2) === 2,
          target,
        },
      ]
    }),
  }))
}

/** One KPI by the values of a dimension: each with its recent figures, as its trend would show them. */
import type { Slice } from '#contracts/slice.ts'
import { PERIODS_OF_YEAR, type Filters } from '#lib/filters/filters.ts'
import { inReadableUnit, type Figure, type KpiSeries } from '#lib/review/series.ts'
import { definitionQueries, type BreakdownRow } from '../queries/definitions.ts'
import { queries } from '../queries.ts'
import type { Lease } from '../warehouse.ts'

const SPARK_PERIODS = 26
const VALUES_SHOWN = 40
const DAY = 86_400_000

export interface SliceSeries {
  readonly value: string
  readonly series: KpiSeries
}

export interface Breakdown {
  /** Those with the most cases, most first. */
  readonly slices: readonly SliceSeries[]
  /** How many more there are. */
  readonly more: number
}

/** @param whole the KPI under the same filters, in its own unit: says which periods there are and which are complete */
export async function readBreakdown(
  lease: Lease,
  whole: KpiSeries,
  filters: Filters,
  dimension: Exclude<Slice, 'all'>,
): Promise<Breakdown> {
  const spark = SPARK_PERIODS + (filters.compare === 'year' ? PERIODS_OF_YEAR[filters.grain] : 0)
  const periods = whole.figures.slice(-spark)
  const [first, last] = [periods[0], periods.at(-1)]
  if (first === undefined || last === undefined) return { slices: [], more: 0 }
  const [rows, [site]] = await Promise.all([
    lease.rows(definitionQueries.breakdown, {
      kpi_id: whole.kpi.id,
      grain: filters.grain,
      from_period: first.start,
      until_period: last.end,
      dimension,
      ...filters.dimensions,
    }),
    lease.rows(queries.site),
  ])
  const asOf = site === undefined ? last.end : localDay(site.as_of, site.time_zone)
  const byStart = new Map(periods.map((each) => [each.start, each]))
  const all = [...Map.groupBy(rows, ({ slice_value }) => slice_value)].map(([value, own]) => ({
    value,
    n: own.reduce((sum, { n }) => sum + n, 0),
    figures: own.flatMap((row) => {
      const period = byStart.get(row.period_start)
      return period === undefined ? [] : [figureOf(row, period, whole.kpi.matureAfterDays, asOf)]
    }),
  }))
  const shown = all.sort((a, b) => b.n - a.n).slice(0, VALUES_SHOWN)
  // One unit for all of them, so that they can be compared.
  const { kpi, figures } = inReadableUnit({ kpi: whole.kpi, figures: shown.flatMap((each) => each.figures) })
  let at = 0
  const slices = shown.map((each) => ({
    value: each.value,
    series: { kpi, figures: figures.slice(at, (at += each.figures.length)) },
  }))
  return { slices, more: all.length - shown.length }
}

/** A value's period is complete when the whole's is; it can still change while one of its own cases is undecided. */
function figureOf(row: BreakdownRow, { start, end, isComplete, target }: Figure, matureAfter: number, asOf: string): Figure {
  const matureOn = new Date(Date.parse(`${end}T00:00:00Z`) + matureAfter * DAY).toISOString().slice(0, 10)
  const { value, n, mean, median, p90, undecided } = row
  const isMature = isComplete && undecided === 0 && matureOn <= asOf
  return { start, end, value, n, mean, median, p90, undecided, isComplete, isMature, target }
}

/** The site's date at a moment, ISO text. */
const localDay = (stamp: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(stamp))

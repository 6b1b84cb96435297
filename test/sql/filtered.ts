/** The figures of any combination of filters, counted the slow way: every case of `marts.kpi_case` looked at, one after another. */
import type { Grain } from '../../contracts/slice.ts'

export const FILTERS = ['source', 'site', 'region', 'team', 'product_family', 'work_kind'] as const
export type Filters = Readonly<Record<(typeof FILTERS)[number], string | null>>
export const NO_FILTER: Filters = { source: null, site: null, region: null, team: null, product_family: null, work_kind: null }

export interface Case {
  readonly kpi_id: string
  readonly booked_on: string
  readonly numerator: number
  readonly denominator: number | null
  readonly value: number | null
  readonly is_decided: boolean
  /** The ten dimensions, null where empty. */
  readonly [dimension: string]: string | number | boolean | null
}
export interface Period {
  readonly grain: Grain
  readonly period_start: string
  readonly period_end: string
}
export interface Site {
  readonly kpis: ReadonlyMap<string, { statistic: string; mature_after_days: number }>
  readonly periods: readonly Period[]
  readonly as_of_date: string
  /** Site-local day of the newest fact. */
  readonly data_until: string
}
export interface Figure {
  kpi_id: string
  period_start: string
  numerator: number
  denominator: number | null
  value: number | null
  n: number
  mean: number | null
  median: number | null
  p90: number | null
  undecided: number
}

interface Sums {
  numerator: bigint
  denominator: bigint
  n: number
  undecided: number
  values: number[]
}

export const valueOf = (each: Case, dimension: string): string => String(each[dimension] ?? 'unknown')
export const matches = (each: Case, filters: Filters): boolean =>
  FILTERS.every((name) => filters[name] === null || valueOf(each, name) === filters[name])

const DAY = 86_400_000
export function periodOf(date: string, grain: Grain): string {
  if (grain === 'month') return `${date.slice(0, 7)}-01`
  const at = new Date(`${date}T00:00:00Z`)
  return new Date(at.getTime() - ((at.getUTCDay() + 6) % 7) * DAY).toISOString().slice(0, 10)
}
export const daysLater = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)

/** Ten-thousandths: what the models sum. */
const exact = (each: number): bigint => BigInt(Math.round(each * 1e4))
const asNumber = (each: bigint): number => Number(each) / 1e4

/** Linear interpolation between the order statistics, Hyndman and Fan's type 7. */
function quantile(values: readonly number[], at: number): number | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const position = (sorted.length - 1) * at
  const low = sorted[Math.floor(position)] ?? Number.NaN
  const high = sorted[Math.ceil(position)] ?? Number.NaN
  return low + (high - low) * (position - Math.floor(position))
}

/** Every row that is due, of all periods, by KPI and period. */
export function countFigures(cases: readonly Case[], grain: Grain, site: Site): Map<string, Figure> {
  const byKpi = new Map<string, Map<string, Sums>>()
  for (const each of cases) {
    const periods = byKpi.get(each.kpi_id) ?? new Map<string, Sums>()
    byKpi.set(each.kpi_id, periods)
    const start = periodOf(each.booked_on, grain)
    const sums = periods.get(start) ?? { numerator: 0n, denominator: 0n, n: 0, undecided: 0, values: [] }
    periods.set(start, sums)
    if (!each.is_decided) {
      sums.undecided += 1
      continue
    }
    sums.numerator += exact(each.numerator)
    sums.denominator += exact(each.denominator ?? 0)
    if (each.denominator !== 0) sums.n += 1
    if (each.value !== null) sums.values.push(each.value)
  }
  const figures = new Map<string, Figure>()
  for (const [kpi, periods] of byKpi) {
    for (const figure of figuresOf(kpi, periods, grain, site)) figures.set(`${kpi} ${figure.period_start}`, figure)
  }
  return figures
}

function figuresOf(kpi_id: string, periods: ReadonlyMap<string, Sums>, grain: Grain, site: Site): Figure[] {
  const statistic = site.kpis.get(kpi_id)?.statistic
  const starts = [...periods.keys()].sort()
  const first = starts[0] ?? ''
  const last = starts.at(-1) ?? ''
  const figures: Figure[] = []
  let level = 0n
  for (const { period_start } of site.periods.filter((each) => each.grain === grain)) {
    const sums = periods.get(period_start)
    const isDue =
      period_start >= first &&
      (statistic === 'level' || (statistic === 'sum' && (period_start <= last || period_start <= site.data_until)))
    level += sums?.numerator ?? 0n
    if (sums === undefined && !isDue) continue
    const { numerator, denominator, n, undecided, values } = sums ?? {
      numerator: 0n,
      denominator: 0n,
      n: 0,
      undecided: 0,
      values: [],
    }
    const ratio = denominator === 0n ? null : asNumber(numerator) / asNumber(denominator)
    const [median, p90] = [quantile(values, 0.5), quantile(values, 0.9)]
    const isCount = statistic === 'sum' || statistic === 'level'
    figures.push({
      kpi_id,
      period_start,
      numerator: asNumber(numerator),
      denominator: isCount ? null : asNumber(denominator),
      value:
        statistic === 'sum'
          ? asNumber(numerator)
          : statistic === 'level'
            ? asNumber(level)
            : statistic === 'median'
              ? median
              : ratio,
      n,
      mean: statistic === 'mean' || statistic === 'median' ? ratio : null,
      median,
      p90,
      undecided,
    })
  }
  return figures
}

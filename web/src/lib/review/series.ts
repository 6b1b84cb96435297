/** A KPI with its figures, and what the review says about it. */
import type { Kpi } from '#contracts/kpi.ts'
import type { Grain } from '#contracts/slice.ts'
import type { Comparison } from '../filters/filters.ts'

export type Unit = Kpi['unit']
export type Direction = Kpi['direction']

/** A definition in the reader's language. */
export interface KpiDefinition {
  readonly id: string
  readonly version: number
  readonly group: Kpi['group']
  readonly name: string
  readonly tells: string
  readonly numerator: string
  readonly denominator: string | null
  readonly statistic: Kpi['statistic']
  readonly bookedUnder: string
  readonly matureAfterDays: number
  readonly waitsForDecision: boolean
  readonly direction: Direction
  readonly unit: Unit
}

/** One period of a KPI; dates are local to the site, [start, end). */
export interface Figure {
  readonly start: string
  readonly end: string
  readonly value: number | null
  readonly n: number
  readonly mean: number | null
  readonly median: number | null
  readonly p90: number | null
  readonly undecided: number
  readonly isComplete: boolean
  readonly isMature: boolean
  readonly target: number | null
}

export interface KpiSeries {
  readonly kpi: KpiDefinition
  readonly figures: readonly Figure[]
}

const DAY = 86_400_000

/** The same period a year before: the month of that name, the week 52 weeks earlier. @param start its first day */
export function yearBefore(start: string, grain: Grain): string {
  if (grain === 'month') return `${Number(start.slice(0, 4)) - 1}${start.slice(4)}`
  return new Date(Date.parse(`${start}T00:00:00Z`) - 52 * 7 * DAY).toISOString().slice(0, 10)
}

/** Over and no longer able to change. */
export const isSettled = (figure: Figure): boolean => figure.isComplete && figure.isMature

/** Below this many cases a figure says little. */
export const FEW_CASES = 30

export type Meaning = 'better' | 'worse' | 'neutral'

export interface Change {
  /** `points`: in the KPI's own unit, percentages in percentage points (fraction × 100); `relative`: a fraction of the earlier value. */
  readonly kind: 'points' | 'relative' | 'absolute'
  readonly size: number
  readonly meaning: Meaning
  readonly since: Figure
}

export interface Standing {
  /** The newest settled period with a figure; when there is none, the newest complete one, then any. */
  readonly latest: Figure | null
  readonly certainty: 'settled' | 'can_change' | 'running'
  readonly change: Change | null
  readonly target: number | null
  readonly isMet: boolean | null
  readonly isFew: boolean
}

const hasValue = (figure: Figure): boolean => figure.value !== null

export function standingOf({ kpi, figures }: KpiSeries, grain: Grain, compare: Comparison): Standing {
  const settled = figures.filter((figure) => isSettled(figure) && hasValue(figure))
  const complete = figures.filter((figure) => figure.isComplete && hasValue(figure))
  const latest = settled.at(-1) ?? complete.at(-1) ?? figures.filter(hasValue).at(-1) ?? null
  // The very period that is asked for: a figure of two months ago is no "period before".
  const previous =
    latest === null
      ? null
      : (settled.find(({ start, end }) =>
          compare === 'year' ? start === yearBefore(latest.start, grain) : end === latest.start,
        ) ?? null)
  const certainty = latest === null || isSettled(latest) ? 'settled' : latest.isComplete ? 'can_change' : 'running'
  const target = latest?.target ?? null
  return {
    latest,
    certainty,
    change:
      certainty === 'settled' && latest !== null && previous !== null ? changeBetween(kpi, figures, previous, latest) : null,
    target,
    isMet: isTargetMet(latest?.value ?? null, target, kpi.direction),
    isFew: latest !== null && isFewCases(kpi, latest),
  }
}

/** Rates, means and medians stand on n cases; a count is its own number of cases. */
export const countsCases = (kpi: KpiDefinition): boolean => ['ratio', 'mean', 'median'].includes(kpi.statistic)

/** What is shown beside the value of a KPI over durations or amounts. */
export function besideValue({ statistic }: KpiDefinition): readonly ('mean' | 'median' | 'p90')[] {
  if (statistic === 'mean') return ['median', 'p90']
  return statistic === 'median' ? ['mean', 'p90'] : []
}

export const isFewCases = (kpi: KpiDefinition, figure: Figure): boolean => countsCases(kpi) && figure.n < FEW_CASES

export function isTargetMet(value: number | null, target: number | null, direction: Direction): boolean | null {
  if (value === null || target === null || direction === 'none') return null
  return direction === 'more' ? value >= target : value <= target
}

/** What the pages' precision cannot show is no change. */
const SMALLEST = { points: 0.05, relative: 0.0005, absolute: 0 } as const

function changeBetween(kpi: KpiDefinition, figures: readonly Figure[], from: Figure, to: Figure): Change | null {
  if (from.value === null || to.value === null) return null
  const { kind, size } = sizeOfChange(kpi, figures, from.value, to.value)
  const isShown = Math.abs(size) >= SMALLEST[kind]
  // A few cases more or less move a rate a long way: that is neither better nor worse.
  const isFew = isFewCases(kpi, from) || isFewCases(kpi, to) || isChanceOfEvents(kpi, from, to)
  return { kind, size: isShown ? size : 0, meaning: isShown && !isFew ? meaningOf(size, kpi.direction) : 'neutral', since: from }
}

/** As many standard errors as the difference of two counts must have before it is called better or worse. */
const BEYOND_CHANCE = 2

/**
 * Counts of events, and events per 1,000 jobs, differ by chance alone (Poisson): their difference has the standard error
 * √(a + b), that of two rates √(a / n² + b / m²).
 */
function isChanceOfEvents({ unit, statistic }: KpiDefinition, from: Figure, to: Figure): boolean {
  if (from.value === null || to.value === null) return false
  const difference = Math.abs(to.value - from.value)
  if (unit === 'per_1000') {
    const variance = [from, to].reduce((sum, { value, n }) => sum + (n === 0 ? 0 : ((value ?? 0) * 1000) / n), 0)
    return difference <= BEYOND_CHANCE * Math.sqrt(variance)
  }
  const isCount = unit === 'count' && (statistic === 'sum' || statistic === 'level')
  return isCount && difference <= BEYOND_CHANCE * Math.sqrt(Math.abs(from.value) + Math.abs(to.value))
}

function sizeOfChange(
  { unit }: KpiDefinition,
  figures: readonly Figure[],
  from: number,
  to: number,
): Pick<Change, 'kind' | 'size'> {
  const difference = to - from
  if (unit === 'percent') return { kind: 'points', size: difference * 100 }
  if (unit === 'per_1000' || unit === 'per_100' || unit === 'score') return { kind: 'points', size: difference }
  // A share of something small, nought or negative says nothing.
  const isSigned = figures.some(({ value }) => value !== null && value < 0)
  if (isSigned || from === 0 || (unit === 'count' && from < FEW_CASES)) return { kind: 'absolute', size: difference }
  return { kind: 'relative', size: difference / from }
}

function meaningOf(difference: number, direction: Direction): Meaning {
  if (difference === 0 || direction === 'none') return 'neutral'
  return difference > 0 === (direction === 'more') ? 'better' : 'worse'
}

/**
 * Durations in minutes, in hours or days when they are long: one unit for the whole series, so that its figures can be compared.
 */
export function inReadableUnit(series: KpiSeries): KpiSeries {
  if (series.kpi.unit !== 'minutes') return series
  const sizes = series.figures.flatMap(({ value }) => (value === null ? [] : [Math.abs(value)])).sort((a, b) => a - b)
  const typical = sizes[Math.floor(sizes.length / 2)] ?? 0
  if (typical < 120) return series
  const [unit, divisor] = typical < 2 * 1440 ? (['hours', 60] as const) : (['days', 1440] as const)
  const shorter = (each: number | null) => (each === null ? null : each / divisor)
  return {
    kpi: { ...series.kpi, unit },
    figures: series.figures.map((figure) => ({
      ...figure,
      value: shorter(figure.value),
      mean: shorter(figure.mean),
      median: shorter(figure.median),
      p90: shorter(figure.p90),
      target: shorter(figure.target),
    })),
  }
}

/** Causes as the page shows them: named, sized, and set against the compared period. Pure. */
import { complaintsTexts } from '#lib/language/pages/complaints.ts'
import type { ParetoRow } from '#lib/charts/pareto.ts'
import type { Reader } from '#lib/language/texts.ts'
import type { Meaning, Unit } from '#lib/review/series.ts'
import { beyondChance, poissonDifference, sumDifference } from '#lib/statistics/two-rates.ts'
import type { Level, Measure } from './asked.ts'

/** What stands for no cause at all, in the queries and in the links to the list. */
export const UNKNOWN = 'unknown'
/** The taxonomy's own group for complaints that were looked at and fit nowhere. */
const UNCLASSIFIED = 'unclassified'
/** Rates are for each so many served jobs. */
export const PER_JOBS = 1000

/** How much there is of a measure. */
export interface Amount {
  /** Complaints, money of the home's currency, or hours. */
  readonly sum: number
  readonly squares: number
  /** Complaints of which it is known. */
  readonly n: number
}

export interface Sums {
  readonly count: Amount
  readonly cost: Amount
  readonly lost: Amount
}

export interface CauseSums {
  readonly key: string
  readonly name: string | null
  readonly group: string | null
  readonly now: Sums
  /** In the period it is compared with; null without one. */
  readonly before: Sums | null
}

export const UNITS: Readonly<Record<Measure, Unit>> = { count: 'count', cost: 'money', lost: 'hours' }

/** Of the same measure for each 1,000 jobs. */
export const RATE_UNITS: Readonly<Record<Measure, Unit>> = { count: 'per_1000', cost: 'money', lost: 'hours' }

export function causeName(
  { key, name, group }: Pick<CauseSums, 'key' | 'name' | 'group'>,
  level: Level,
  { texts }: Reader,
): string {
  const words = complaintsTexts(texts)
  if (key === UNKNOWN) return level === 'label' ? words.noLabel : words.unknown
  if (name === null) return key
  if (level !== 'detail') return name
  return group === null ? words.unspecified(name) : words.inGroup(group, name)
}

/** No cause and the taxonomy's `unclassified` come last, whatever their size. */
export const isRest = (key: string): boolean => key === UNKNOWN || key === UNCLASSIFIED

/** At the level of the sources' own words, complaints that have none are not part of the picture. */
const isShown = ({ key }: Pick<CauseSums, 'key'>, level: Level): boolean => !(level === 'label' && key === UNKNOWN)

/** Causes that brought in more than they cost have no bar: a share of a sum must not be negative. */
export function paretoRows(causes: readonly CauseSums[], level: Level, measure: Measure, reader: Reader): ParetoRow[] {
  return causes
    .filter((cause) => isShown(cause, level) && cause.now[measure].sum > 0)
    .map((cause) => ({
      key: cause.key,
      label: causeName(cause, level, reader),
      value: cause.now[measure].sum,
      ...(isRest(cause.key) ? { isRest: true } : {}),
    }))
}

/** Those of `paretoRows` that have no bar. */
export const withoutBar = (causes: readonly CauseSums[], level: Level, measure: Measure): CauseSums[] =>
  causes.filter((cause) => isShown(cause, level) && cause.now[measure].sum < 0)

/** What the list of complaints is filtered by, to show those of a cause. */
export function causeFilter(key: string, level: Level): Record<string, string> {
  if (level === 'label') return { label: key }
  return level === 'group' ? { cause_group: key } : { cause: key }
}

/** What rates are for each of: served jobs where both periods have some, else their periods. */
export interface Exposure {
  readonly kind: 'jobs' | 'periods'
  readonly now: number
  readonly before: number
}

export function exposureOf(jobs: number, jobsBefore: number, periods: number, periodsBefore: number): Exposure {
  return jobs > 0 && jobsBefore > 0
    ? { kind: 'jobs', now: jobs / PER_JOBS, before: jobsBefore / PER_JOBS }
    : { kind: 'periods', now: periods, before: periodsBefore }
}

export interface CauseChange {
  readonly key: string
  readonly label: string
  readonly now: number
  readonly before: number
  /** For each 1,000 served jobs, or for each period where no jobs are known. */
  readonly change: number
  readonly meaning: Meaning
}

/**
 * Differences are better or worse only beyond chance, with all causes tested at once taken into account (`beyondChance`).
 *
 * @returns the largest change first, at most `most`
 */
export function causeChanges(
  causes: readonly CauseSums[],
  level: Level,
  measure: Measure,
  reader: Reader,
  exposure: Exposure,
  most = 12,
): CauseChange[] {
  const compared = causes.flatMap(({ before, ...cause }) =>
    before === null || !isShown(cause, level) || (cause.now.count.n === 0 && before.count.n === 0) ? [] : [{ ...cause, before }],
  )
  const chances = compared.map(({ now, before }) => {
    const [one, other] = [now[measure], before[measure]]
    if (measure !== 'count') {
      return sumDifference(
        { ...one, count: one.n, exposure: exposure.now },
        { ...other, count: other.n, exposure: exposure.before },
      )
    }
    return poissonDifference({ count: one.sum, exposure: exposure.now }, { count: other.sum, exposure: exposure.before })
  })
  const stands = beyondChance(chances)
  return compared
    .map((cause, at): CauseChange => {
      const [now, before] = [cause.now[measure].sum, cause.before[measure].sum]
      const change = now / exposure.now - before / exposure.before
      const meaning: Meaning = stands[at] !== true || change === 0 ? 'neutral' : change < 0 ? 'better' : 'worse'
      return { key: cause.key, label: causeName(cause, level, reader), now, before, change, meaning }
    })
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || a.label.localeCompare(b.label, 'zh-CN'))
    .slice(0, most)
}

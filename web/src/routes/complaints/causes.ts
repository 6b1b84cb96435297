/** Causes as the page shows them: named, sized, and set against the compared period. Pure. */
import { complaintsTexts } from '#lib/language/pages/complaints.ts'
import type { ParetoRow } from '#lib/charts/pareto.ts'
import type { Reader } from '#lib/language/texts.ts'
import { areApart, poissonInterval, rateInterval, type Interval } from '#lib/statistics/poisson.ts'
import type { Meaning } from '#lib/review/series.ts'
import type { Level } from './asked.ts'

/** What stands for no cause at all, in the queries and in the links to the cases. */
export const UNKNOWN = 'unknown'
/** The taxonomy's own group for complaints that were looked at and fit nowhere. */
const UNCLASSIFIED = 'unclassified'
/** Rates are for each so many served jobs. */
export const PER_JOBS = 1000

export interface CauseCount {
  readonly key: string
  readonly name: string | null
  readonly group: string | null
  readonly n: number
  readonly before: number | null
}

export function causeName(
  { key, name, group }: Pick<CauseCount, 'key' | 'name' | 'group'>,
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
export function paretoRows(causes: readonly CauseCount[], level: Level, reader: Reader): ParetoRow[] {
  return causes
    .filter(({ key, n }) => n > 0 && !(level === 'label' && key === UNKNOWN))
    .map((cause) => ({
      key: cause.key,
      label: causeName(cause, level, reader),
      value: cause.n,
      ...(isRest(cause.key) ? { isRest: true } : {}),
    }))
}

/** The dimension of the cases page that holds the key; none for the sources' own words. */
export function causeFilter(key: string, level: Level): Record<string, string> | null {
  if (level === 'label') return null
  return level === 'group' ? { cause_group: key } : { cause: key }
}

export interface CauseChange {
  readonly key: string
  readonly label: string
  readonly now: number
  readonly before: number
  /** Rates per 1,000 served jobs where both periods have jobs, else counts. */
  readonly change: number
  readonly meaning: Meaning
}

/** @param jobs and `jobsBefore`: served jobs of both periods, 0 where none are known. @returns the largest change first, at most `most` */
export function causeChanges(
  causes: readonly CauseCount[],
  level: Level,
  reader: Reader,
  { jobs, jobsBefore, most = 12 }: { readonly jobs: number; readonly jobsBefore: number; readonly most?: number },
): CauseChange[] {
  const isRate = jobs > 0 && jobsBefore > 0
  const sized = (n: number, of: number): Interval & { readonly rate: number } =>
    (isRate ? rateInterval(n, of, PER_JOBS) : null) ?? { rate: n, ...poissonInterval(n) }
  return causes
    .filter(({ key }) => !(level === 'label' && key === UNKNOWN))
    .flatMap((cause) => {
      if (cause.before === null || (cause.n === 0 && cause.before === 0)) return []
      const now = sized(cause.n, jobs)
      const then = sized(cause.before, jobsBefore)
      const change = now.rate - then.rate
      const meaning: Meaning = !areApart(now, then) ? 'neutral' : change < 0 ? 'better' : 'worse'
      return [{ key: cause.key, label: causeName(cause, level, reader), now: cause.n, before: cause.before, change, meaning }]
    })
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || a.label.localeCompare(b.label, 'zh-CN'))
    .slice(0, most)
}

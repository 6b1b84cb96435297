/** The time that a page's breakdowns are about: one period, or the whole span that is shown. It lives in the URL. */
import type { Grain } from '#contracts/slice.ts'
import { oneOf, periodsShown, type Comparison, type Filters } from '../filters/filters.ts'
import { casesLink, type Changes, type Link } from '../filters/links.ts'
import { isSettled, yearBefore, type Figure } from '../review/series.ts'

export const RANGES = ['period', 'span'] as const
export type Range = (typeof RANGES)[number]

export interface AskedStretch {
  readonly range: Range
  /** First day of a period; null: the newest settled one. */
  readonly period: string | null
}

/** [since, until), local dates of the site. */
export interface Stretch {
  /** `several`: periods in a row that a page of its own lets its reader choose. */
  readonly range: Range | 'several'
  readonly since: string
  readonly until: string
  /** Of a single period; a span ends with the newest settled one. */
  readonly certainty: 'settled' | 'can_change' | 'running'
  /** The earlier period it is compared with, when all of that is known. */
  readonly compared: { readonly since: string; readonly until: string } | null
}

const DAY = 86_400_000
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)
const timeOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)

/** First day of the period that many after the one given; negative is before. @param start first day of a period */
export function periodAfter(start: string, grain: Grain, periods = 1): string {
  if (grain === 'week') return dayOf(timeOf(start) + periods * 7 * DAY)
  return dayOf(Date.UTC(Number(start.slice(0, 4)), Number(start.slice(5, 7)) - 1 + periods, 1))
}

/** Whether a text is a date on which a period of the grain begins, and with that the one before it ends. */
export function isPeriodStart(day: string, grain: Grain): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? timeOf(day) : Number.NaN
  if (Number.isNaN(time) || dayOf(time) !== day) return false
  return grain === 'week' ? new Date(time).getUTCDay() === 1 : day.endsWith('-01')
}

export type AskedResult = { readonly ok: true; readonly asked: AskedStretch } | { readonly ok: false; readonly wrong: string }

/** @param get the URL's parameter of that name; empty ones mean the default. @returns what is asked for, or the parameter that is none */
export function parseStretch(get: (name: string) => string | null, grain: Grain): AskedResult {
  const range = oneOf(RANGES, get('range'), 'period')
  if (range === null) return { ok: false, wrong: `range=${(get('range') ?? '').slice(0, 50)}` }
  const given = get('period')
  const period = given === null || given === '' ? null : given
  if (period !== null && !isPeriodStart(period, grain)) return { ok: false, wrong: `period=${period.slice(0, 50)}` }
  return { ok: true, asked: { range, period } }
}

/**
 * @param figures of the KPI that decides which periods there are, ascending; all that were read
 * @returns null when there are none
 */
export function chooseStretch(figures: readonly Figure[], filters: Filters, { range, period }: AskedStretch): Stretch | null {
  const shown = figures.slice(-periodsShown(filters))
  const newest = shown.findLast(isSettled) ?? shown.findLast(({ isComplete }) => isComplete) ?? shown.at(-1)
  const [first] = shown
  if (newest === undefined || first === undefined) return null
  if (range === 'span') {
    return { range, since: first.start, until: newest.end, certainty: certaintyOf(newest), compared: null }
  }
  const chosen = period === null ? newest : figures.find(({ start }) => start === period)
  const since = chosen?.start ?? period ?? newest.start
  return {
    range,
    since,
    until: chosen?.end ?? periodAfter(since, filters.grain),
    certainty: chosen === undefined ? 'settled' : certaintyOf(chosen),
    compared: chosen?.isComplete === true ? comparedWith(figures, since, filters.grain, filters.compare) : null,
  }
}

const certaintyOf = (figure: Figure): Stretch['certainty'] =>
  isSettled(figure) ? 'settled' : figure.isComplete ? 'can_change' : 'running'

function comparedWith(figures: readonly Figure[], since: string, grain: Grain, compare: Comparison): Stretch['compared'] {
  const start = compare === 'year' ? yearBefore(since, grain) : periodAfter(since, grain, -1)
  const before = figures.find((figure) => figure.start === start && figure.isComplete)
  return before === undefined ? null : { since: before.start, until: before.end }
}

/**
 * The cases behind a figure of the stretch; of more than one period the link says where it ends.
 * @param narrower dimensions beyond the page's filters
 */
export const stretchCases = (search: string, kpi: string, grain: Grain, stretch: Stretch, narrower: Changes = {}): Link =>
  casesLink(search, kpi, grain, stretch.since, {
    ...(stretch.range === 'period' ? {} : { until: stretch.until }),
    ...narrower,
  })

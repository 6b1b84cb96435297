/** What the time of broken promises went into: the figures, the list behind them, and what of it is asked for. */
import type { Bar } from '../charts/bars.ts'
import { cell, type ChartTable } from '../charts/table.ts'
import { oneOf } from '../filters/filters.ts'
import type { Link } from '../filters/links.ts'
import { formatCount, formatValue } from '../language/format.ts'
import { delaysTexts } from '../language/pages/delays.ts'
import type { Reader } from '../language/texts.ts'
import { STAGES, type Stage } from './promises.ts'

/** The parts of the time, in the order in which equal ones are the principal cause. */
export const CAUSES = ['customer', 'parts', 'supplier', 'not_assigned', 'out_of_hours', 'own_work'] as const
export type Cause = (typeof CAUSES)[number]
export type Minutes = Readonly<Record<Cause, number>>

export interface Delays {
  readonly n: number
  /** Broken promises by principal cause. */
  readonly counts: Readonly<Record<Cause, number>>
  /** Calendar minutes of all of them. */
  readonly minutes: Minutes
  /** Of the waits, those during which the promise's clock stood still. */
  readonly pausedMinutes: number
}

export interface DelayRow {
  readonly id: string
  readonly ticketKey: string
  readonly name: string
  readonly round: number
  /** ISO 8601, UTC. */
  readonly due: string
  readonly stopped: string | null
  /** Calendar minutes from due to the stop, else to as_of. */
  readonly overrunMinutes: number
  readonly wholeMinutes: number
  readonly minutes: Minutes
  readonly cause: Cause
}

/** Promises of a page. */
export const DELAY_PAGE = 100

export interface DelaySelection {
  readonly stage: Stage
  /** Null: any. */
  readonly cause: Cause | null
  /** [since, until), local dates of the site. */
  readonly since: string
  readonly until: string
  readonly offset: number
}

export type DelayResult =
  { readonly ok: true; readonly selection: DelaySelection } | { readonly ok: false; readonly wrong: string }

const DAY = /^\d{4}-\d{2}-\d{2}$/
const isDay = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`)
  return DAY.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** @param get the URL's parameter of that name, or null. Stage and days are needed: a list of everything explains nothing. */
export function parseDelays(get: (name: string) => string | null): DelayResult {
  const given = (name: string) => (get(name) ?? '').slice(0, 50)
  const wrong = (name: string): DelayResult => ({ ok: false, wrong: `${name}=${given(name)}` })
  const stage = STAGES.find((each) => each === given('stage'))
  if (stage === undefined) return wrong('stage')
  const cause = oneOf([...CAUSES, 'all'], get('cause'), 'all')
  if (cause === null) return wrong('cause')
  const [since, until] = [given('from'), given('until')]
  if (!isDay(since)) return wrong('from')
  if (!isDay(until)) return wrong('until')
  const offset = Number(given('offset'))
  if (!Number.isInteger(offset) || offset < 0 || offset > 2 ** 31 - 1) return wrong('offset')
  return { ok: true, selection: { stage, cause: cause === 'all' ? null : cause, since, until, offset } }
}

export interface DelayFigures {
  /** Share of the broken promises by principal cause, the most first; causes that none has are left out. */
  readonly counted: { readonly bars: readonly Bar[]; readonly causes: readonly Cause[] }
  /** Hours of all broken promises, the most first. */
  readonly timed: { readonly bars: readonly Bar[]; readonly causes: readonly Cause[] }
  readonly table: ChartTable
}

const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
export const wholeOf = (minutes: Minutes): number => CAUSES.reduce((sum, cause) => sum + minutes[cause], 0)

/** @param href the promises of a cause */
export function delayFigures(
  { n, counts, minutes, pausedMinutes }: Delays,
  reader: Reader,
  href: (cause: Cause) => Link,
): DelayFigures {
  const { language, texts } = reader
  const words = delaysTexts(texts)
  const whole = wholeOf(minutes)
  const descending = (of: Readonly<Record<Cause, number>>) =>
    CAUSES.filter((cause) => of[cause] > 0).toSorted((a, b) => of[b] - of[a])
  const percent = (value: number) => cell(value, formatValue(value, 'percent', language))
  const hours = (value: number) => cell(value / 60, formatValue(value / 60, 'hours', language))
  const byCount = descending(counts)
  const byTime = descending(minutes)
  return {
    counted: {
      bars: byCount.map((cause) => ({ label: words.causes[cause], value: shareOf(counts[cause], n), n: counts[cause] })),
      causes: byCount,
    },
    timed: { bars: byTime.map((cause) => ({ label: words.causes[cause], value: minutes[cause] / 60, n: null })), causes: byTime },
    table: {
      columns: [
        { label: words.cause, isNumber: false },
        { label: words.promises, isNumber: true },
        { label: words.share, isNumber: true },
        { label: words.hours, isNumber: true },
        { label: words.shareOfTime, isNumber: true },
      ],
      rows: [
        ...CAUSES.map((cause) => [
          cell(words.causes[cause]),
          cell(counts[cause], formatCount(counts[cause], language), counts[cause] > 0 ? href(cause) : undefined),
          percent(shareOf(counts[cause], n)),
          hours(minutes[cause]),
          percent(shareOf(minutes[cause], whole)),
        ]),
        [cell(words.paused), cell(null), cell(null), hours(pausedMinutes), percent(shareOf(pausedMinutes, whole))],
      ],
    },
  }
}

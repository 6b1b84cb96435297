/**
 * Two times that are set against each other: each a period or several in a row, freely chosen. They live in the URL beside the period of
 * the page: `last` makes it a stretch, `before` and `before_last` say what it is compared with.
 */
import type { Grain } from '#contracts/slice.ts'
import { periodAfter, isPeriodStart, type Stretch } from '#lib/period/stretch.ts'
import type { Figure } from '#lib/review/series.ts'

export interface AskedPeriods {
  /** First days of periods; null: not asked for. */
  readonly last: string | null
  readonly before: string | null
  readonly beforeLast: string | null
}

export type AskedPeriodsResult =
  { readonly ok: true; readonly asked: AskedPeriods } | { readonly ok: false; readonly wrong: string }

export const TWO_PERIODS = ['last', 'before', 'before_last'] as const

/** @param get the URL's parameter of that name; empty ones are not asked for. @returns what is asked for, or the parameter that is none */
export function parseTwoPeriods(get: (name: string) => string | null, grain: Grain): AskedPeriodsResult {
  const given = (name: string) => {
    const value = get(name)
    return value === '' ? null : value
  }
  const wrong = TWO_PERIODS.find((name) => {
    const value = given(name)
    return value !== null && !isPeriodStart(value, grain)
  })
  if (wrong !== undefined) return { ok: false, wrong: `${wrong}=${(get(wrong) ?? '').slice(0, 50)}` }
  return { ok: true, asked: { last: given('last'), before: given('before'), beforeLast: given('before_last') } }
}

/** How many periods of the grain lie in [since, until), both first days of one. */
export function periodsBetween({ since, until }: Pick<Stretch, 'since' | 'until'>, grain: Grain): number {
  const days = (Date.parse(until) - Date.parse(since)) / 86_400_000
  if (grain === 'week') return Math.round(days / 7)
  const month = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  return month(until) - month(since)
}

/**
 * The page's stretch, made longer and compared as asked for. A `last` before the first period, and compared periods of which nothing is
 * known, are left out.
 *
 * @param chosen by the page's period choice
 * @param figures all periods that are known, ascending
 */
export function chooseTwoPeriods(chosen: Stretch, figures: readonly Figure[], grain: Grain, asked: AskedPeriods): Stretch {
  const isLonger = chosen.range !== 'span' && asked.last !== null && asked.last > chosen.since
  const until = isLonger ? periodAfter(asked.last, grain) : chosen.until
  const within = figures.filter(({ start }) => start >= chosen.since && start < until)
  const stretch: Stretch = isLonger
    ? {
        range: 'several',
        since: chosen.since,
        until,
        certainty: within.every(({ isComplete }) => isComplete)
          ? within.every(({ isMature }) => isMature)
            ? 'settled'
            : 'can_change'
          : 'running',
        compared: null,
      }
    : chosen
  return { ...stretch, compared: comparedWith(stretch, chosen, figures, grain, asked) }
}

function comparedWith(
  stretch: Stretch,
  chosen: Stretch,
  figures: readonly Figure[],
  grain: Grain,
  { before, beforeLast }: AskedPeriods,
): Stretch['compared'] {
  if (before !== null) {
    const until = periodAfter(beforeLast !== null && beforeLast > before ? beforeLast : before, grain)
    return isKnown(figures, { since: before, until }) ? { since: before, until } : null
  }
  if (stretch.range !== 'several') return chosen.compared
  const since = periodAfter(stretch.since, grain, -periodsBetween(stretch, grain))
  const earlier = { since, until: stretch.since }
  return isKnown(figures, earlier) ? earlier : null
}

const isKnown = (figures: readonly Figure[], { since, until }: { readonly since: string; readonly until: string }): boolean =>
  figures.some(({ start }) => start === since) && figures.some(({ end }) => end === until)

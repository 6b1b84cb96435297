/** The time that the page is about: the newest settled weeks or months, held against the same ones a year before. */
import type { Grain } from '#contracts/slice.ts'
import { stretchCases } from '#lib/period/stretch.ts'
import type { Link } from '#lib/filters/links.ts'
import { isSettled, yearBefore, type Figure } from '#lib/review/series.ts'
import type { PartWindow } from '#lib/server/read/parts.ts'
import type { Window } from './asked.ts'

export const PERIODS: Readonly<Record<Window, Readonly<Record<Grain, number>>>> = {
  quarter: { week: 13, month: 3 },
  year: { week: 52, month: 12 },
}

/**
 * @param figures of the KPI that decides which periods there are, ascending
 * @returns null when there are none
 */
export function chooseWindow(figures: readonly Figure[], grain: Grain, window: Window): PartWindow | null {
  const last = figures.findLastIndex(isSettled)
  const end = last === -1 ? figures.findLastIndex(({ isComplete }) => isComplete) : last
  const newest = figures[end === -1 ? figures.length - 1 : end]
  if (newest === undefined) return null
  const at = figures.indexOf(newest)
  const first = figures[Math.max(0, at + 1 - PERIODS[window][grain])] ?? newest
  const known = figures.find(({ isComplete }) => isComplete)
  const before = { since: yearBefore(first.start, grain), until: yearBefore(newest.end, grain) }
  return {
    since: first.start,
    until: newest.end,
    before: known !== undefined && before.since >= known.start && before.until <= first.start ? before : null,
  }
}

/** The cases of a KPI in the time of the page. */
export const windowCases = (
  search: string,
  kpi: string,
  grain: Grain,
  { since, until }: PartWindow,
  narrower: Readonly<Record<string, string | null>> = {},
): Link => stretchCases(search, kpi, grain, { range: 'span', since, until, certainty: 'settled', compared: null }, narrower)

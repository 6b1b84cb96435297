/**
 * The time of one promise, minute by minute: how much of its clock ran until the counting ended, how much of that stood still,
 * and when it is due.
 *
 * What happens after the counting ended changes nothing: from there on the clock is thought to run on without pauses, by the
 * calendar in force at that moment. So a promise that stands still at as_of is due as if the wait ended then.
 */
import { MINUTE, type Clock, type Micros } from './world.ts'
import type { WorkedMinutes } from './worked-minutes.ts'

export interface Terms {
  readonly clock: Clock
  /** Minutes, or working days. */
  readonly limit: number
}

/** In force from a moment on; null for clocks that know no calendar. */
export interface CalendarChange {
  readonly from: Micros
  readonly calendar: WorkedMinutes | null
}

/** [from, until) */
export interface Pause {
  readonly from: Micros
  readonly until: Micros
}

export interface Counted {
  readonly elapsed: Micros
  readonly paused: Micros
  readonly due: Micros | null
}

/** [from, until), cut where the calendar changes, where a pause begins or ends: within it nothing changes. */
interface Piece {
  readonly from: Micros
  readonly until: Micros
  readonly calendar: WorkedMinutes | null
  readonly isPaused: boolean
}

/**
 * @param end not before the start
 * @param calendars in order of `from`; the first is in force from the beginning
 */
export function count(
  terms: Terms,
  start: Micros,
  end: Micros,
  calendars: readonly CalendarChange[],
  pauses: readonly Pause[],
): Counted {
  const pieces = cut(start, end, calendars, pauses)
  const last = calendarAt(calendars, end)
  let elapsed = 0
  let paused = 0
  const reached: { due: Micros | null } = { due: null }
  const limit = terms.limit * MINUTE
  for (const { from, until, calendar, isPaused } of pieces) {
    eachMinute(from, until, calendar, (low, high) => {
      const left = limit - (elapsed - paused)
      if (!isPaused && high - low >= left) reached.due ??= low + left
      elapsed += high - low
      if (isPaused) paused += high - low
    })
  }
  if (terms.clock === 'working_days') return { elapsed, paused, due: dueByDays(terms.limit, pieces, start, end, last) }
  return { elapsed, paused, due: reached.due ?? runOn(end, last, limit - (elapsed - paused)) }
}

/** Microseconds of a clock between two moments. */
export function minutesLeft(from: Micros, until: Micros, calendar: WorkedMinutes | null): Micros {
  let left = 0
  eachMinute(from, until, calendar, (low, high) => {
    left += high - low
  })
  return left
}

function cut(start: Micros, end: Micros, calendars: readonly CalendarChange[], pauses: readonly Pause[]): Piece[] {
  const edges = [start, end, ...calendars.map((each) => each.from), ...pauses.flatMap(({ from, until }) => [from, until])]
  const inside = [...new Set(edges.filter((each) => start <= each && each <= end))].sort((a, b) => a - b)
  return inside.slice(1).map((until, at) => {
    const from = inside[at] ?? start
    return {
      from,
      until,
      calendar: calendarAt(calendars, from),
      isPaused: pauses.some((each) => each.from <= from && from < each.until),
    }
  })
}

const calendarAt = (calendars: readonly CalendarChange[], at: Micros): WorkedMinutes | null =>
  (calendars.findLast((each) => each.from <= at) ?? calendars[0])?.calendar ?? null

/** Calls back with each worked minute of [from, until), or the part of it that lies within. */
function eachMinute(from: Micros, until: Micros, calendar: WorkedMinutes | null, worked: (low: Micros, high: Micros) => void) {
  for (let at = Math.floor(from / MINUTE); at * MINUTE < until; at += 1) {
    if (calendar !== null && !calendar.isWorked(at)) continue
    worked(Math.max(at * MINUTE, from), Math.min((at + 1) * MINUTE, until))
  }
}

/** When what is left is used up; null where the calendar never works as much. */
function runOn(from: Micros, calendar: WorkedMinutes | null, left: Micros): Micros | null {
  if (calendar === null) return from + left
  let rest = left
  for (let at = Math.floor(from / MINUTE); at * MINUTE < calendar.horizon; at += 1) {
    if (!calendar.isWorked(at)) continue
    const low = Math.max(at * MINUTE, from)
    if ((at + 1) * MINUTE - low >= rest) return low + rest
    rest -= (at + 1) * MINUTE - low
  }
  return null
}

/**
 * The n-th close of working days after the local day of the start. A close counts by the calendar in force at that very moment, unless it
 * lies in a pause [from, until). Reading: after a transfer the new calendar's closes count, even on a date whose close the old one had
 * counted; and the day of the start is the one that each calendar's own wall reads.
 */
function dueByDays(
  days: number,
  pieces: readonly Piece[],
  start: Micros,
  end: Micros,
  last: WorkedMinutes | null,
): Micros | null {
  if (last === null) return null
  let left = days
  const tail = { from: end, until: last.horizon, calendar: last, isPaused: false }
  for (const { from, until, calendar, isPaused } of [...pieces, tail]) {
    if (calendar === null || isPaused) continue
    const startDay = calendar.clock.date(start)
    // A shift may close on the day after the one it belongs to; nights run at most one day on.
    for (let day = Math.max(startDay + 1, calendar.clock.date(from) - 2); day <= calendar.clock.date(until) + 1; day += 1) {
      const close = calendar.closes(day)
      if (close === null || close < from || close >= until) continue
      left -= 1
      if (left === 0) return close
    }
  }
  return null
}

/**
 * The intervals of one promise as lines that a person can add up: worked time day by day, a wait in one line, nights left out, days that are
 * closed throughout named, and the middle of a long stretch drawn together with its sum.
 */
import { wallTime, wholeDays } from './local-time.ts'
import type { IntervalRow, SpecialDayRow } from './rows.ts'

export interface Span {
  readonly from: string
  readonly until: string
}

export interface Line extends Span {
  /** `more`: several days of work drawn together; `closed` counts nothing. */
  readonly kind: IntervalRow['kind'] | 'more'
  /** What of it was worked, in order; of a wait, of closed days and of several days together none. */
  readonly spans: readonly Span[]
  /** On the promise's own clock; of a wait while it stood still. */
  readonly minutes: number
  /** Minutes counted up to the end of this line. */
  readonly sum: number
  /** Days of work in it. */
  readonly days: number
  readonly calendarId: string | null
  readonly waitsFor: IntervalRow['waits_for']
  /** After the end of counting, until due. */
  readonly isAhead: boolean
  readonly isAfterDue: boolean
  /** Why it is closed, when it is not the weekday. */
  readonly status: SpecialDayRow['status'] | null
}

/** A zone for each calendar. */
export interface Days {
  readonly zoneOf: (calendarId: string | null) => string
  readonly statusOf: (calendarId: string | null, day: string) => SpecialDayRow['status'] | null
}

/** Of one promise, in the order of time. */
export function linesOf(intervals: readonly IntervalRow[], days: Days): readonly Line[] {
  const lines: Line[] = []
  intervals.forEach((row, at) => {
    const before = lines.at(-1)
    // Where counting begins and ends, and where what is left begins.
    const isAtEdge = intervals[at - 1]?.is_ahead !== row.is_ahead || intervals[at + 1]?.is_ahead !== row.is_ahead
    if (
      row.kind === 'closed' &&
      row.waits_for === null &&
      !isAtEdge &&
      wholeDays(row.from_at, row.until_at, zone(row, days)).length === 0
    )
      return
    if (before !== undefined && belongs(row, before, days)) lines[lines.length - 1] = joined(before, row)
    else lines.push(lineOf(row, days))
  })
  return drawnTogether(lines)
}

const zone = (row: IntervalRow, days: Days) => days.zoneOf(row.calendar_id)

function lineOf(row: IntervalRow, days: Days): Line {
  const isWait = row.waits_for !== null
  const closedDay = row.kind === 'closed' ? wholeDays(row.from_at, row.until_at, zone(row, days)) : []
  const status = closedDay.map((day) => days.statusOf(row.calendar_id, day)).find((each) => each !== null && each !== 'makeup')
  return {
    kind: isWait ? 'paused' : row.kind,
    from: row.from_at,
    until: row.until_at,
    spans: row.kind === 'worked' || row.kind === 'calendar' ? [{ from: row.from_at, until: row.until_at }] : [],
    minutes: row.minutes,
    sum: row.sum_minutes,
    days: row.kind === 'worked' ? 1 : 0,
    calendarId: row.calendar_id,
    waitsFor: row.waits_for,
    isAhead: row.is_ahead,
    isAfterDue: row.is_after_due,
    status: status ?? null,
  }
}

/** A wait goes on over night; work belongs to the line of its day. */
function belongs(row: IntervalRow, line: Line, days: Days): boolean {
  if (row.is_ahead !== line.isAhead || row.is_after_due !== line.isAfterDue || row.calendar_id !== line.calendarId) return false
  if (row.waits_for !== null) return line.kind === 'paused' && row.waits_for === line.waitsFor && row.from_at === line.until
  if (row.kind !== 'worked' || line.kind !== 'worked') return false
  return wallTime(row.from_at, zone(row, days)).day === wallTime(line.from, zone(row, days)).day
}

const joined = (line: Line, row: IntervalRow): Line => ({
  ...line,
  until: row.until_at,
  spans: row.waits_for === null ? [...line.spans, { from: row.from_at, until: row.until_at }] : [],
  minutes: line.minutes + row.minutes,
  sum: row.sum_minutes,
})

const LONGEST = 12
const KEPT_FIRST = 4
const KEPT_LAST = 3

/** Long runs of work without a wait, a move or the due time in them keep their first and last days. */
function drawnTogether(lines: readonly Line[]): readonly Line[] {
  const runs: Line[][] = []
  for (const line of lines) {
    const run = runs.at(-1)
    if (run?.[0] !== undefined && isOneRun(run[0], line)) run.push(line)
    else runs.push([line])
  }
  return runs.flatMap((run) => {
    if (run.length <= LONGEST) return run
    const middle = run.slice(KEPT_FIRST, -KEPT_LAST)
    const [first, last] = [middle[0], middle.at(-1)]
    if (first === undefined || last === undefined) return run
    const more: Line = {
      ...first,
      kind: 'more',
      until: last.until,
      spans: [],
      minutes: middle.reduce((sum, { minutes }) => sum + minutes, 0),
      sum: last.sum,
      days: middle.reduce((sum, { days }) => sum + days, 0),
      status: null,
    }
    return [...run.slice(0, KEPT_FIRST), more, ...run.slice(-KEPT_LAST)]
  })
}

const isOneRun = (a: Line, b: Line): boolean =>
  [a, b].every(({ kind }) => kind === 'worked' || kind === 'closed') &&
  a.isAhead === b.isAhead &&
  a.isAfterDue === b.isAfterDue &&
  a.calendarId === b.calendarId

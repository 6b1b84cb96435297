/** The table of a promise's clock: its start, its lines, its stop and when it was due, each with the sum up to there. */
import type { ExplainedPromise } from './explanation.ts'
import { calendarName, startOf, stopOf, zoneOf } from './facts.ts'
import type { Line } from './lines.ts'
import { wallTime } from './local-time.ts'
import { exactDuration, lookUp, writeDay, writeStamp, type ExplanationWords } from './writing.ts'

export interface ClockRow {
  readonly kind: Line['kind'] | 'start' | 'end' | 'due'
  readonly isAhead: boolean
  readonly isAfterDue: boolean
  readonly day: string
  readonly hours: string
  readonly what: string
  /** Empty where nothing counts. */
  readonly counted: string
  readonly paused: string
  readonly sum: string
}

/** Empty when nothing was counted. */
export function clockRows(promise: ExplainedPromise, words: ExplanationWords): readonly ClockRow[] {
  const { reason, lines } = promise
  if (reason.started_at === null || reason.counted_until === null || reason.net_minutes === null) return []
  const rows: ClockRow[] = [
    moment(
      'start',
      reason.started_at,
      promise.isFollowing ? words.startFollowing : words.start(startOf(promise, words)),
      0,
      promise,
      words,
    ),
  ]
  const end = moment('end', reason.counted_until, endOf(promise, words), reason.net_minutes, promise, words)
  const { due_at } = reason
  const due = due_at === null ? null : moment('due', due_at, words.due, dueSum(promise), promise, words)
  let isEnded = false
  let isDue = due === null
  for (const line of lines) {
    if (due !== null && !isDue && line.isAfterDue) {
      rows.push(due)
      isDue = true
    }
    if (line.isAhead && !isEnded) {
      rows.push(end)
      isEnded = true
    }
    rows.push(lineRow(line, promise, words))
  }
  // Both after the last line: what came first is said first.
  if (due !== null && !isDue) rows.push(...(isEnded ? [due] : [due, end]))
  else if (!isEnded) rows.push(end)
  return rows
}

function dueSum({ intervals, reason: { due_at } }: ExplainedPromise): number {
  const due = Date.parse(due_at ?? '')
  return intervals.findLast(({ until_at }) => Date.parse(until_at) <= due)?.sum_minutes ?? 0
}

function endOf(promise: ExplainedPromise, words: ExplanationWords): string {
  const { stopped_at, replaced_at, counted_until, as_of } = promise.reason
  if (stopped_at !== null) return words.end.stopped(stopOf(promise, words))
  if (replaced_at !== null) return words.end.replaced
  return counted_until === as_of ? words.end.asOf : words.end.done
}

function moment(
  kind: 'start' | 'end' | 'due',
  at: string,
  what: string,
  sum: number,
  promise: ExplainedPromise,
  words: ExplanationWords,
): ClockRow {
  const wall = wallTime(at, zoneOf(promise))
  return {
    kind,
    isAhead: false,
    isAfterDue: false,
    day: writeDay(wall.day, wall.weekday, words),
    hours: wall.time,
    what,
    counted: '',
    paused: '',
    sum: exactDuration(sum, words),
  }
}

function lineRow(line: Line, promise: ExplainedPromise, words: ExplanationWords): ClockRow {
  const calendar = promise.calendars.find(({ calendar_id }) => calendar_id === line.calendarId)
  const zone = calendar?.time_zone ?? zoneOf(promise)
  const from = wallTime(line.from, zone)
  const isPause = line.kind === 'paused'
  const counts = line.kind === 'worked' || line.kind === 'calendar' || line.kind === 'more'
  return {
    kind: line.kind,
    isAhead: line.isAhead,
    isAfterDue: line.isAfterDue,
    day: writeDay(from.day, from.weekday, words),
    hours:
      line.kind === 'worked' ? line.spans.map((span) => spanOf(span, zone, words)).join(words.comma) : spanOf(line, zone, words),
    what:
      whatOf(line, words) + (promise.calendars.length > 1 && calendar !== undefined ? ` · ${calendarName(calendar, words)}` : ''),
    counted: counts ? exactDuration(line.minutes, words) : '',
    paused: isPause ? exactDuration(line.minutes, words) : '',
    sum: counts ? exactDuration(line.sum, words) : '',
  }
}

/** `09:00–12:00`; another day is named. */
function spanOf({ from, until }: { from: string; until: string }, zone: string, words: ExplanationWords): string {
  const [first, last] = [wallTime(from, zone), wallTime(until, zone)]
  return `${first.time}–${first.day === last.day ? last.time : writeStamp(until, zone, words)}`
}

function whatOf(line: Line, words: ExplanationWords): string {
  if (line.waitsFor !== null) return words.waits[line.waitsFor]
  const what = {
    worked: words.worked,
    calendar: words.calendarTime,
    paused: '',
    more: words.more(line.days),
    closed: line.status === null ? words.closed : lookUp(words.statuses, line.status),
  }[line.kind]
  if (line.kind === 'closed') return what
  return line.isAhead ? `${words.ahead}${words.colon}${what}` : line.isAfterDue ? `${words.afterDue}${words.colon}${what}` : what
}

export interface CloseLine {
  readonly when: string
  readonly what: string
  readonly isCounted: boolean
  readonly isAhead: boolean
}

/** As long as it is not due. */
const CLOSES = 12

/** The closes of working days in order; those long after due are only counted. */
export function closeLines(promise: ExplainedPromise, words: ExplanationWords): readonly CloseLine[] {
  const zones = new Map(promise.calendars.map((each) => [each.calendar_id, each.time_zone]))
  const limit = promise.reason.limit_working_days ?? 0
  const due = promise.closes.findIndex((each) => each.working_day === limit)
  const shown = promise.closes.slice(0, due < 0 ? CLOSES : due + 2)
  const lines = shown.map((each) => ({
    when: writeStamp(each.closes_at, zones.get(each.calendar_id) ?? zoneOf(promise), words),
    what:
      each.working_day === null
        ? words.closeWaits(each.waits_for === null ? '' : words.waits[each.waits_for])
        : words.closeCounts(each.working_day) + (each.working_day === limit ? `${words.comma}${words.due}` : ''),
    isCounted: each.working_day !== null,
    isAhead: each.is_ahead,
  }))
  const rest = promise.closes.length - shown.length
  return rest <= 0 ? lines : [...lines, { when: '', what: words.closesMore(rest), isCounted: true, isAhead: false }]
}

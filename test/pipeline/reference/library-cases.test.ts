/** The rows of calendars against facts from the published tests of libraries for business time. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import { calendarTables } from '../../../pipeline/reference/working-day.ts'
import { ADDED, COUNTED, DAYS, LIBRARY_CALENDARS, type LibraryCalendar } from '../../sql/library-cases.ts'

const spanSchema = z.object({ from_at: z.string(), until_at: z.string(), before_micros: z.number() })
const daySchema = z.object({
  day: z.string(),
  working_ordinal: z.number(),
  is_working: z.boolean(),
  closes_at: z.string().nullable(),
})

/** Of three years around a moment. */
function rowsAround(calendar: LibraryCalendar, moment: string) {
  const year = Number(moment.slice(0, 4))
  const { spans, days } = calendarTables(
    { calendars: [LIBRARY_CALENDARS[calendar]], holidaySets: new Map() },
    { calendars: new Set([calendar]), timeZone: 'UTC', from: `${String(year - 1)}-12-01`, until: `${String(year + 3)}-01-01` },
  )
  const read = z.array(spanSchema).parse(spans)
  return {
    spans: read.map((span) => ({
      from: Date.parse(span.from_at),
      until: Date.parse(span.until_at),
      before: span.before_micros / 1000,
    })),
    days: z.array(daySchema).parse(days),
  }
}

type Spans = ReturnType<typeof rowsAround>['spans']
const worked = (spans: Spans, at: number): number => {
  const span = spans.findLast(({ from }) => from <= at)
  return span === undefined ? 0 : span.before + Math.min(at, span.until) - span.from
}

test.each(COUNTED)(
  '$library counts $minutes minutes of $calendar from $from until $until',
  ({ calendar, from, until, minutes }) => {
    const { spans } = rowsAround(calendar, from)
    expect(worked(spans, Date.parse(until)) - worked(spans, Date.parse(from))).toBeCloseTo(minutes * 60_000, 6)
  },
)

test.each(ADDED)('$library adds $minutes minutes of $calendar to $from: $due', ({ calendar, from, minutes, due }) => {
  const { spans } = rowsAround(calendar, from)
  const start = Date.parse(from)
  const used = worked(spans, start) + minutes * 60_000
  const span = spans.find((each) => each.before < used && used <= each.before + each.until - each.from)
  const at = minutes === 0 || span === undefined ? start : span.from + used - span.before
  expect(new Date(Math.round(at)).toISOString()).toBe(new Date(due).toISOString())
})

test.each(DAYS)(
  '$library adds $days working days of $calendar to $from: closes $due',
  ({ calendar, from, days: count, due, theirs }) => {
    const { days } = rowsAround(calendar, from)
    const zone = 'time_zone' in LIBRARY_CALENDARS[calendar] ? LIBRARY_CALENDARS[calendar].time_zone : 'UTC'
    const local = new Intl.DateTimeFormat('en-CA', { timeZone: zone ?? 'UTC' })
    const first = days.find(({ day }) => day === local.format(Date.parse(from)))
    const last = days.find((each) => each.is_working && each.working_ordinal === (first?.working_ordinal ?? 0) + count)
    expect(last?.closes_at).toBe(new Date(due).toISOString())
    expect(local.format(Date.parse(theirs.due)) === last?.day).toBe(theirs.differs === 'hour')
  },
)

test('there are enough facts', () => {
  expect(COUNTED.length + ADDED.length + DAYS.length).toBeGreaterThan(70)
})

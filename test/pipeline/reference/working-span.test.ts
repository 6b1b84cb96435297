/**
 * Spans against the definition, minute by minute: a minute is worked when a clock on the wall (Intl, on its own) shows a time inside the
 * hours of that day's shift, or of the night shift of the day before.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Calendar } from '../../../pipeline/reference/calendar.ts'
import type { HolidaySet } from '../../../pipeline/reference/holidays.ts'
import type { Segment } from '../../../pipeline/reference/hours.ts'
import { calendarTables } from '../../../pipeline/reference/working-day.ts'
import { offsetPieces } from '../../../pipeline/reference/zone.ts'

const MINUTE = 60_000
const DAY = 86_400_000

/** Days around which each zone changes its clocks, and one week in which it does not. */
const WEEKS: readonly (readonly [zone: string, day: string])[] = [
  ['America/New_York', '2025-03-09'],
  ['America/New_York', '2025-11-02'],
  ['Europe/Berlin', '2025-03-30'],
  ['Europe/Berlin', '2024-10-27'],
  ['Australia/Lord_Howe', '2025-04-06'],
  ['Australia/Lord_Howe', '2025-10-05'],
  ['Australia/Adelaide', '2025-04-06'],
  ['Australia/Adelaide', '2025-10-05'],
  ['America/St_Johns', '2010-03-14'],
  ['America/St_Johns', '2010-11-07'],
  // At midnight: there is no 00:00 on this day, and a Saturday that ends twice.
  ['America/Sao_Paulo', '2018-11-04'],
  ['America/Sao_Paulo', '2018-02-18'],
  // A whole day is left out.
  ['Pacific/Apia', '2011-12-30'],
  ['Africa/Casablanca', '2025-02-23'],
  ['Asia/Shanghai', '2025-02-01'],
  ['Asia/Kolkata', '2025-06-15'],
  ['Asia/Kathmandu', '2025-06-15'],
  ['UTC', '2025-01-01'],
]

/** At most four spans a day, in order; the last may end on the next day. */
const hours = fc.uniqueArray(fc.integer({ min: 0, max: 95 }), { minLength: 0, maxLength: 8 }).chain((quarters) => {
  const sorted = quarters.sort((a, b) => a - b).map((each) => each * 15)
  const segments: Segment[] = []
  for (let at = 0; at + 1 < sorted.length; at += 2) segments.push({ from: sorted[at] ?? 0, to: sorted[at + 1] ?? 1440 })
  const [first, last] = [segments[0], segments.at(-1)]
  if (first === undefined || last === undefined) return fc.constant(segments)
  // A night shift: up to the time of day at which the first span begins.
  return fc
    .integer({ min: 0, max: first.from / 15 })
    .map((end) => [...segments.slice(0, -1), { from: last.from, to: end === 0 ? last.to : 1440 + end * 15 }])
})
const night: Segment[] = [{ from: 1320, to: 1800 }]
const wholeDay: Segment[] = [{ from: 0, to: 1440 }]
const anyHours = fc.oneof(
  { weight: 4, arbitrary: hours },
  { weight: 1, arbitrary: fc.constant(night) },
  { weight: 1, arbitrary: fc.constant(wholeDay) },
)
const week = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      mon: anyHours,
      tue: anyHours,
      wed: anyHours,
      thu: anyHours,
      fri: anyHours,
      sat: anyHours,
      sun: anyHours,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constant({
      mon: wholeDay,
      tue: wholeDay,
      wed: wholeDay,
      thu: wholeDay,
      fri: wholeDay,
      sat: wholeDay,
      sun: wholeDay,
    }),
  },
)
/** Days of the week looked at, from 0: closed, holidays, make-up days. */
const marks = fc.record({
  closed: fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { maxLength: 2 }),
  off: fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { maxLength: 2 }),
  work: fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { maxLength: 2 }),
})

const NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
const isoDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

/** The hours of a day, by the rules as docs/home.md tells them. */
function hoursOf(calendar: Calendar, day: number, off: readonly number[], work: readonly number[]): readonly Segment[] {
  const usual = calendar.week[NAMES[new Date(day * DAY).getUTCDay()] ?? 'sun'] ?? []
  if (calendar.closed.some(({ first, last }) => first <= day && day <= last) || off.includes(day)) return []
  return usual.length === 0 && work.includes(day) ? (calendar.makeup ?? calendar.week.mon ?? []) : usual
}

interface Reading {
  readonly day: number
  readonly minute: number
}

/** What a clock on the wall shows at the beginning of a minute: local day and minute of the day. */
function wallClock(zone: string): (at: number) => Reading {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  const seen = new Map<number, Reading>()
  return (at) => {
    const known = seen.get(at)
    if (known !== undefined) return known
    const [date = '', time = ''] = format.format(at).split(' ')
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    const reading = { day: Date.parse(`${date}T00:00:00Z`) / DAY, minute: hour * 60 + minute }
    seen.set(at, reading)
    return reading
  }
}
const clocks = new Map(WEEKS.map(([zone]) => [zone, wallClock(zone)]))

const spanSchema = z.object({ from_at: z.string(), until_at: z.string(), before_micros: z.number() })
const daySchema = z.object({
  day: z.string(),
  is_working: z.boolean(),
  minutes: z.number(),
  closes_at: z.string().nullable(),
  closes_after_micros: z.number().nullable(),
})
const calendarSchema = z.object({ first_at: z.string(), until_at: z.string() })

test('spans and closes are those of a clock on the wall, minute by minute', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...WEEKS),
      week,
      fc.option(anyHours, { nil: undefined }),
      marks,
      ([zone, change], plan, makeup, marked) => {
        const from = Date.parse(`${change}T00:00:00Z`) / DAY - 3
        const until = from + 7
        const days = (offsets: readonly number[]) => offsets.map((each) => from + each)
        const range = (day: number) => ({ first: day, last: day })
        const work = days(marked.work.filter((each) => !marked.off.includes(each)))
        const off = days(marked.off)
        const calendar: Calendar = {
          id: 'c',
          name: { 'zh-CN': '随机', en: 'Random' },
          time_zone: zone,
          holidays: 'some',
          week: plan,
          closed: days(marked.closed).map(range),
          ...(makeup === undefined ? {} : { makeup }),
        }
        const decree = [{ holiday: 'h', off: off.map(range), work: work.map(range) }]
        const year = Number(change.slice(0, 4))
        const set: HolidaySet = {
          id: 'some',
          name: calendar.name,
          holidays: { h: calendar.name },
          years: { [year - 1]: [], [year]: decree, [year + 1]: [] },
        }
        const tables = calendarTables(
          { calendars: [calendar], holidaySets: new Map([['some', set]]) },
          // The site lies elsewhere: the calendar's own zone counts.
          { calendars: new Set(['c']), timeZone: 'Asia/Tokyo', from: isoDay(from), until: isoDay(until) },
        )
        const known = calendarSchema.parse(tables.calendars[0])
        const spans = z.array(spanSchema).parse(tables.spans)
        const rows = z.array(daySchema).parse(tables.days)

        // By definition: the day whose shift works this minute, or null.
        const clock = clocks.get(zone) ?? wallClock(zone)
        const shiftDays = (at: number): number[] => {
          const { day, minute } = clock(at)
          const own = hoursOf(calendar, day, off, work).some(({ from: begin, to }) => begin <= minute && minute < to)
          const late = hoursOf(calendar, day - 1, off, work).some(({ to }) => minute < to - 1440)
          return [...(own ? [day] : []), ...(late ? [day - 1] : [])]
        }
        const [first, end] = [Date.parse(known.first_at), Date.parse(known.until_at)]
        const expected: { from: number; until: number; before: number }[] = []
        const minutes = new Map<number, number>()
        const closes = new Map<number, { at: number; after: number }>()
        let worked = 0
        for (let at = first; at < end; at += MINUTE) {
          const on = shiftDays(at)
          if (on.length === 0) continue
          const last = expected.at(-1)
          if (last?.until === at) last.until += MINUTE
          else expected.push({ from: at, until: at + MINUTE, before: worked })
          worked += MINUTE
          for (const day of on) {
            minutes.set(day, (minutes.get(day) ?? 0) + 1)
            closes.set(day, { at: at + MINUTE, after: worked })
          }
        }
        expect(
          spans.map((each) => ({
            from: Date.parse(each.from_at),
            until: Date.parse(each.until_at),
            before: each.before_micros / 1000,
          })),
        ).toEqual(expected)
        expect(rows).toHaveLength(7)
        for (const row of rows) {
          const day = Date.parse(row.day) / DAY
          const close = closes.get(day)
          expect(row).toEqual({
            day: row.day,
            is_working: close !== undefined,
            minutes: minutes.get(day) ?? 0,
            closes_at: close === undefined ? null : new Date(close.at).toISOString(),
            closes_after_micros: close === undefined ? null : close.after * 1000,
          })
        }
        // Known from midnight to midnight of the calendar's zone.
        expect(clock(first).day).toBeGreaterThanOrEqual(from)
        expect(clock(first - MINUTE).day).toBeLessThan(from)
        expect(clock(end).day).toBeGreaterThanOrEqual(until + 1)
        expect(clock(end - MINUTE).day).toBeLessThan(until + 1)
      },
    ),
    { numRuns: 120, seed: 20250330 },
  )
}, 120_000)

test('a look a week finds every change of clocks', () => {
  const from = Date.UTC(2009, 0, 1)
  const until = Date.UTC(2027, 0, 1)
  for (const zone of [
    'Africa/Casablanca',
    'Africa/Cairo',
    'Asia/Gaza',
    'Australia/Lord_Howe',
    'Antarctica/Troll',
    'Pacific/Apia',
    'UTC',
  ]) {
    const clock = wallClock(zone)
    const pieces = offsetPieces(zone, from, until)
    expect(pieces[0]?.from).toBe(from)
    expect(pieces.at(-1)?.until).toBe(until)
    let at = 0
    const wrong: string[] = []
    for (let moment = from; moment < until; moment += DAY / 2) {
      while ((pieces[at]?.until ?? Infinity) <= moment) at += 1
      const wall = moment + (pieces[at]?.offset ?? NaN)
      const { day, minute } = clock(moment)
      if (day * DAY + minute * MINUTE !== wall) wrong.push(`${zone} ${new Date(moment).toISOString()}`)
    }
    expect(wrong).toEqual([])
    expect(pieces.every((piece, index) => index === 0 || pieces[index - 1]?.until === piece.from)).toBe(true)
  }
})

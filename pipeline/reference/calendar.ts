/** Working calendars and public holidays, as rows of `ref.working_day`. All of it is local wall time. */
import path from 'node:path'
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'
import type { HomePaths } from '../../contracts/home.ts'
import { bilingualSchema } from '../../contracts/kpi.ts'
import type { Row } from '../build/table.ts'
import { mergeById, readReference, readReferenceFile, SHIPPED_REFERENCE } from './file.ts'

const DAY = 86_400_000
const toDays = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY
const toDate = (days: number): string => new Date(days * DAY).toISOString().slice(0, 10)

/** Minutes of the day, [from, to). */
export interface Segment {
  readonly from: number
  readonly to: number
}

const SPAN = /^(\d{2}):(\d{2})-(\d{2}):(\d{2})$/

const hours = z
  .array(z.string().regex(SPAN, 'write hours as 09:00-18:00'))
  .max(3)
  .transform((spans, context): Segment[] => {
    const segments = spans.map((span): Segment => {
      const [, fromHour, fromMinute, toHour, toMinute] = SPAN.exec(span) ?? []
      return { from: Number(fromHour) * 60 + Number(fromMinute), to: Number(toHour) * 60 + Number(toMinute) }
    })
    const inOrder = segments.every(({ from, to }, at) => from < to && to <= 1440 && from >= (segments[at - 1]?.to ?? 0))
    if (!inOrder) context.addIssue({ code: 'custom', message: `${spans.join(', ')}: spans follow each other within one day` })
    return segments
  })

const isDate = (text: string): boolean => z.iso.date().safeParse(text).success

/** A day, or `first..last`, both included: as numbers of days. */
const days = z.string().transform((written, context): { first: number; last: number } => {
  const [first = '', last = first, ...more] = written.split('..')
  if (more.length === 0 && isDate(first) && isDate(last) && first <= last) return { first: toDays(first), last: toDays(last) }
  context.addIssue({ code: 'custom', message: `"${written}" is neither 2025-01-31 nor 2025-01-28..2025-02-04` })
  return z.NEVER
})

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

const calendarSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  name: bilingualSchema,
  /** `holidays-<set>.yaml`; without it holidays are worked like any other day. */
  holidays: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .optional(),
  week: z.strictObject({
    mon: hours.optional(),
    tue: hours.optional(),
    wed: hours.optional(),
    thu: hours.optional(),
    fri: hours.optional(),
    sat: hours.optional(),
    sun: hours.optional(),
  }),
  /** Hours of a day decreed to be worked although the week says closed; default Monday's. */
  makeup: hours.optional(),
  closed: z.array(days).default([]),
})
export type Calendar = z.infer<typeof calendarSchema>

const calendarFileSchema = z.strictObject({ calendars: z.array(calendarSchema) })

const holidaySetSchema = z.strictObject({
  id: z.string(),
  name: bilingualSchema,
  holidays: z.record(z.string(), bilingualSchema),
  years: z.record(
    z.string().regex(/^\d{4}$/),
    z.union([
      z.literal('not_decreed'),
      z.array(z.strictObject({ holiday: z.string(), off: z.array(days).default([]), work: z.array(days).default([]) })),
    ]),
  ),
})
export type HolidaySet = z.infer<typeof holidaySetSchema>

export interface CalendarBook {
  readonly calendars: readonly Calendar[]
  readonly holidaySets: ReadonlyMap<string, HolidaySet>
}

/**
 * The shipped calendars with the home's over them; the years of a home's `reference/holidays-<set>.yaml` take the place of
 * the shipped years.
 * Throws `reference.unreadable`, `reference.missing`, `reference.holidays_missing`, `reference.holiday_unnamed`.
 */
export async function readCalendars(home: HomePaths): Promise<CalendarBook> {
  const { shipped, own } = await readReference(home, 'calendars.yaml', calendarFileSchema)
  const calendars = mergeById(shipped.calendars, own?.calendars, (each) => each.id)
  const holidaySets = new Map<string, HolidaySet>()
  for (const { id, holidays } of calendars) {
    if (holidays !== undefined && !holidaySets.has(holidays)) holidaySets.set(holidays, await readHolidaySet(home, holidays, id))
  }
  return { calendars, holidaySets }
}

async function readHolidaySet(home: HomePaths, set: string, calendar: string): Promise<HolidaySet> {
  const name = `holidays-${set}.yaml`
  const shipped = await readReferenceFile(path.join(SHIPPED_REFERENCE, name), holidaySetSchema)
  const own = await readReferenceFile(path.join(home.reference, name), holidaySetSchema)
  const base = own ?? shipped
  if (base === null) {
    throw new AftercareError('reference.holidays_missing', `the calendar ${calendar} needs ${name}, which is not there`, {
      value: set,
      where: 'reference/calendars.yaml',
      remedy: `Write reference/${name}, or leave \`holidays\` out of the calendar.`,
    })
  }
  const merged = { ...base, holidays: { ...shipped?.holidays, ...own?.holidays }, years: { ...shipped?.years, ...own?.years } }
  const decrees = Object.values(merged.years).filter((each) => each !== 'not_decreed')
  const unnamed = decrees.flat().find((each) => !(each.holiday in merged.holidays))
  if (unnamed !== undefined) {
    throw new AftercareError('reference.holiday_unnamed', `${name} has days of a holiday without a name`, {
      value: unnamed.holiday,
      where: `reference/${name}`,
      remedy: 'Add its names under `holidays`.',
    })
  }
  return merged
}

/** Throws `reference.calendar_unknown`. @param where the file and key that name the calendar */
export function checkCalendarKnown(book: CalendarBook, calendar: string, where: string): void {
  if (book.calendars.some((each) => each.id === calendar)) return
  throw new AftercareError('reference.calendar_unknown', `there is no working calendar ${calendar}`, {
    value: calendar,
    where,
    remedy: `Name one of ${book.calendars.map((each) => each.id).join(', ')}, or add it to reference/calendars.yaml.`,
  })
}

type Decree = 'off' | 'work'

/** What the decrees say of single days. */
function decreedDays({ years }: HolidaySet): Map<number, Decree> {
  const decreed = new Map<number, Decree>()
  for (const year of Object.keys(years).sort()) {
    const entries = years[year]
    if (entries === undefined || entries === 'not_decreed') continue
    for (const { off, work } of entries) {
      for (const [kind, spans] of [
        ['off', off],
        ['work', work],
      ] as const) {
        for (const { first, last } of spans) for (let day = first; day <= last; day += 1) decreed.set(day, kind)
      }
    }
  }
  return decreed
}

/**
 * Whether everything that can be decreed about a day has been: its own year, and from 29 December the next year too, whose
 * decree rules the turn of the year (the earliest day so ruled in 2007–2026 is a 29 December).
 */
function isDecreed({ years }: HolidaySet, date: string): boolean {
  const has = (year: number) => Array.isArray(years[String(year)])
  const year = Number(date.slice(0, 4))
  return has(year) && (date.slice(5) < '12-29' || has(year + 1))
}

export type DayStatus = 'regular' | 'holiday' | 'makeup' | 'closed' | 'not_decreed'

interface WorkingDay {
  readonly status: DayStatus
  readonly segments: readonly Segment[]
}

function workingDay(calendar: Calendar, set: HolidaySet | undefined, decree: Decree | undefined, day: number): WorkingDay {
  // 1970-01-01 was a Thursday.
  const weekday = WEEKDAYS[(((day + 3) % 7) + 7) % 7] ?? 'mon'
  const usual = calendar.week[weekday] ?? []
  if (calendar.closed.some(({ first, last }) => first <= day && day <= last)) return { status: 'closed', segments: [] }
  if (decree === 'off') return { status: 'holiday', segments: [] }
  if (decree === 'work' && usual.length === 0) {
    return { status: 'makeup', segments: calendar.makeup ?? calendar.week.mon ?? [] }
  }
  if (decree === undefined && set !== undefined && !isDecreed(set, toDate(day))) return { status: 'not_decreed', segments: usual }
  return { status: usual.length > 0 ? 'regular' : 'closed', segments: usual }
}

/**
 * Rows of `ref.working_day` for [from, until), ISO dates. Ordinals and minutes count from `from`.
 */
export function workingDayRows({ calendars, holidaySets }: CalendarBook, from: string, until: string): Row[] {
  return calendars.flatMap((calendar) => {
    const set = calendar.holidays === undefined ? undefined : holidaySets.get(calendar.holidays)
    const decreed = set === undefined ? new Map<number, Decree>() : decreedDays(set)
    const rows: Row[] = []
    let ordinal = 0
    let before = 0
    for (let day = toDays(from); day < toDays(until); day += 1) {
      const { status, segments } = workingDay(calendar, set, decreed.get(day), day)
      const minutes = segments.reduce((sum, each) => sum + each.to - each.from, 0)
      if (minutes > 0) ordinal += 1
      const [s1, s2, s3] = segments
      rows.push({
        calendar_id: calendar.id,
        day: toDate(day),
        status,
        is_working: minutes > 0,
        working_ordinal: ordinal,
        minutes,
        minutes_before: before,
        s1_from: s1?.from ?? null,
        s1_to: s1?.to ?? null,
        s2_from: s2?.from ?? null,
        s2_to: s2?.to ?? null,
        s3_from: s3?.from ?? null,
        s3_to: s3?.to ?? null,
        closes_at_minute: segments.at(-1)?.to ?? null,
      })
      before += minutes
    }
    return rows
  })
}

/** Working calendars as rows: `ref.calendar`, `ref.working_day`, `ref.working_span`. */
import type { Row } from '../build/table.ts'
import type { Calendar, CalendarBook } from './calendar.ts'
import { decreedDays, missingDecree, type Decree, type HolidaySet } from './holidays.ts'
import type { Segment } from './hours.ts'
import { toDate, toDays, weekday } from './period.ts'
import { countSpans, mergeSpans, shiftInstants, workedUntil, type Span } from './working-span.ts'
import { instantOf, offsetPieces } from './zone.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

export type DayStatus = 'regular' | 'holiday' | 'makeup' | 'closed' | 'not_decreed'

interface PlannedDay {
  readonly day: number
  readonly date: string
  readonly status: DayStatus
  /** Of a day that is not decreed: the year whose decree is missing. */
  readonly missingYear: number | null
  readonly shifts: readonly Segment[]
}

/** The days [from, until) of a calendar, as week, decrees and closures have them. */
function planDays(calendar: Calendar, set: HolidaySet | undefined, from: number, until: number): PlannedDay[] {
  const decreed = set === undefined ? new Map<number, Decree>() : decreedDays(set)
  const plan = (day: number, date: string): Pick<PlannedDay, 'status' | 'shifts'> & { missingYear?: number } => {
    const usual = calendar.week[WEEKDAYS[weekday(day) - 1] ?? 'mon'] ?? []
    const decree = decreed.get(day)
    if (calendar.closed.some(({ first, last }) => first <= day && day <= last)) return { status: 'closed', shifts: [] }
    if (decree === 'off') return { status: 'holiday', shifts: [] }
    if (decree === 'work' && usual.length === 0) {
      return { status: 'makeup', shifts: calendar.makeup ?? calendar.week.mon ?? [] }
    }
    const missing = decree === undefined && set !== undefined ? missingDecree(set, date) : null
    if (missing !== null) return { status: 'not_decreed', shifts: usual, missingYear: missing }
    return { status: usual.length > 0 ? 'regular' : 'closed', shifts: usual }
  }
  return Array.from({ length: until - from }, (_, at) => {
    const date = toDate(from + at)
    return { day: from + at, date, missingYear: null, ...plan(from + at, date) }
  })
}

export interface CalendarTables {
  readonly calendars: Row[]
  readonly days: Row[]
  readonly spans: Row[]
}

export interface CalendarUse {
  /** The calendars that are needed. */
  readonly calendars: ReadonlySet<string>
  /** The site's, for calendars without their own. */
  readonly timeZone: string
  /** Local dates of each calendar, [from, until). */
  readonly from: string
  readonly until: string
}

/**
 * Rows of `ref.calendar`, `ref.working_day` (days [from, until)) and `ref.working_span`, which reaches from the midnight that begins
 * `from` to the one that ends `until`, so that the night shift of the last day is whole.
 */
export function calendarTables({ calendars, holidaySets }: Omit<CalendarBook, 'rules'>, use: CalendarUse): CalendarTables {
  const tables: CalendarTables = { calendars: [], days: [], spans: [] }
  for (const calendar of calendars) {
    if (!use.calendars.has(calendar.id)) continue
    const set = calendar.holidays === undefined ? undefined : holidaySets.get(calendar.holidays)
    addCalendar(tables, calendar, set, use)
  }
  return tables
}

function addCalendar(tables: CalendarTables, calendar: Calendar, set: HolidaySet | undefined, use: CalendarUse): void {
  const zone = calendar.time_zone ?? use.timeZone
  const [from, until] = [toDays(use.from), toDays(use.until)]
  const pieces = offsetPieces(zone, (from - 2) * DAY, (until + 4) * DAY)
  const known = { from: instantOf(from * DAY, pieces), until: instantOf((until + 1) * DAY, pieces) }
  // A day more at either end: its shift may reach into the first day, or begin on the last.
  const days = planDays(calendar, set, from - 1, until + 1)
  const shifts = days.flatMap(({ day, shifts: hours }) => hours.map((each) => onWall(day, each)))
  const worked = shiftInstants(shifts, pieces)
  const spans = countSpans(mergeSpans(worked.flat(), known))

  tables.calendars.push({
    calendar_id: calendar.id,
    name_zh: calendar.name['zh-CN'],
    name_en: calendar.name.en,
    time_zone: zone,
    holidays: calendar.holidays ?? null,
    first_at: stamp(known.from),
    until_at: stamp(known.until),
  })
  for (const span of spans) {
    tables.spans.push({
      calendar_id: calendar.id,
      from_at: stamp(span.from),
      until_at: stamp(span.until),
      before_micros: span.before * 1000,
    })
  }
  let ordinal = 0
  let next = 0
  for (const { day, date, status, missingYear, shifts: hours } of days) {
    const own = worked.slice(next, (next += hours.length)).flat()
    if (day < from || day >= until) continue
    const minutes = own.reduce((sum, each) => sum + each.until - each.from, 0) / MINUTE
    if (minutes > 0) ordinal += 1
    const closesAt = minutes > 0 ? Math.max(...own.map((each) => each.until)) : null
    tables.days.push({
      calendar_id: calendar.id,
      day: date,
      status,
      missing_decree_year: missingYear,
      is_working: minutes > 0,
      working_ordinal: ordinal,
      minutes: Math.round(minutes),
      closes_at: closesAt === null ? null : stamp(closesAt),
      closes_after_micros: closesAt === null ? null : workedUntil(spans, closesAt) * 1000,
    })
  }
}

const onWall = (day: number, { from, to }: Segment): Span => ({ from: day * DAY + from * MINUTE, until: day * DAY + to * MINUTE })

const stamp = (at: number): string => new Date(at).toISOString()

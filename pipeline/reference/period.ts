/** Days, weeks and months as rows. Dates are ISO text; all arithmetic is on whole days, so no time zone enters. */
import type { Row } from '../build/table.ts'

const DAY = 86_400_000
/** Days since 1970-01-01 of a date, and back. */
export const toDays = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY
export const toDate = (days: number): string => new Date(days * DAY).toISOString().slice(0, 10)

/** ISO weekday, Monday 1. */
export const weekday = (days: number): number => ((((days + 3) % 7) + 7) % 7) + 1
const weekStart = (days: number): number => days - weekday(days) + 1
const monthStart = (days: number): number => toDays(`${toDate(days).slice(0, 7)}-01`)

/** The same month and day some years on; the 29th of February becomes the 1st of March. */
export function addYears(date: string, years: number): string {
  const moved = new Date(`${date}T00:00:00Z`)
  moved.setUTCFullYear(moved.getUTCFullYear() + years)
  return moved.toISOString().slice(0, 10)
}

/** Rows of `ref.day` for [from, until). */
export function dayRows(from: string, until: string): Row[] {
  const rows: Row[] = []
  for (let day = toDays(from); day < toDays(until); day += 1) {
    rows.push({
      day: toDate(day),
      week_start: toDate(weekStart(day)),
      month_start: toDate(monthStart(day)),
      weekday: weekday(day),
    })
  }
  return rows
}

/** Rows of `ref.period`: each week and month that has a day in [first, last], both included. */
export function periodRows(first: string, last: string): Row[] {
  const end = toDays(last)
  const rows: Row[] = []
  const walk = (grain: 'week' | 'month', from: number, next: (start: number) => number) => {
    for (let start = from, index = 1; start <= end; start = next(start), index += 1) {
      rows.push({ grain, period_start: toDate(start), period_end: toDate(next(start)), period_index: index })
    }
  }
  walk('week', weekStart(toDays(first)), (start) => start + 7)
  walk('month', monthStart(toDays(first)), (start) => monthStart(start + 31))
  return rows
}

/** Rows of `ref.day_offset`. */
export const dayOffsetRows = (): Row[] => Array.from({ length: 41 }, (_, at) => ({ day_offset: at }))

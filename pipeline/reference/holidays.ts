/** Public holidays and make-up days: sets of decrees, by year. */
import path from 'node:path'
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'
import type { HomePaths } from '../../contracts/home.ts'
import { bilingualSchema } from '../../contracts/kpi.ts'
import { readReferenceFile, SHIPPED_REFERENCE } from './file.ts'
import { dayRangeSchema } from './hours.ts'

const holidaySetSchema = z.strictObject({
  id: z.string(),
  name: bilingualSchema,
  holidays: z.record(z.string(), bilingualSchema),
  years: z.record(
    z.string().regex(/^\d{4}$/),
    z.union([
      z.literal('not_decreed'),
      z.array(
        z.strictObject({
          holiday: z.string(),
          off: z.array(dayRangeSchema).default([]),
          work: z.array(dayRangeSchema).default([]),
        }),
      ),
    ]),
  ),
})
export type HolidaySet = z.infer<typeof holidaySetSchema>

/**
 * The years of a home's file take the place of the shipped years. @param calendar that names the set, for the error
 * Throws `reference.unreadable`, `reference.holidays_missing`, `reference.holiday_unnamed`.
 */
export async function readHolidaySet(home: HomePaths, set: string, calendar: string): Promise<HolidaySet> {
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

export type Decree = 'off' | 'work'

/** What the decrees say of single days, by days since 1970-01-01. */
export function decreedDays({ years }: HolidaySet): Map<number, Decree> {
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
 * The year whose decree is missing for a day of which no decree speaks: its own year, and from 29 December the next year too,
 * whose decree rules the turn of the year (the earliest day so ruled in 2007–2026 is a 29 December). Null when nothing is missing.
 */
export function missingDecree({ years }: HolidaySet, date: string): number | null {
  const year = Number(date.slice(0, 4))
  if (!Array.isArray(years[year])) return year
  return date.slice(5) >= '12-29' && !Array.isArray(years[year + 1]) ? year + 1 : null
}

/** Working calendars: which hours are worked on which days, in which time zone, and which calendar a ticket is counted by. */
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'
import type { HomePaths } from '../../contracts/home.ts'
import { bilingualSchema } from '../../contracts/kpi.ts'
import type { Row } from '../build/table.ts'
import { timeZoneSchema } from '../home/config.ts'
import { mergeById, readReference } from './file.ts'
import { readHolidaySet, type HolidaySet } from './holidays.ts'
import { dayRangeSchema, hoursSchema } from './hours.ts'

const id = z.string().regex(/^[a-z][a-z0-9-]*$/)

const calendarSchema = z.strictObject({
  id,
  name: bilingualSchema,
  /** In which the hours are read; default the site's. */
  time_zone: timeZoneSchema.optional(),
  /** `holidays-<set>.yaml`; without it holidays are worked like any other day. */
  holidays: id.optional(),
  week: z.strictObject({
    mon: hoursSchema.optional(),
    tue: hoursSchema.optional(),
    wed: hoursSchema.optional(),
    thu: hoursSchema.optional(),
    fri: hoursSchema.optional(),
    sat: hoursSchema.optional(),
    sun: hoursSchema.optional(),
  }),
  /** Hours of a day decreed to be worked although the week says closed; default Monday's. */
  makeup: hoursSchema.optional(),
  closed: z.array(dayRangeSchema).default([]),
})
export type Calendar = z.infer<typeof calendarSchema>

/** Values in a list that the models search between commas. */
const values = z.array(z.string().regex(/^[^,]+$/)).min(1)

const ruleSchema = z.strictObject({
  calendar: id,
  for: z.strictObject({ sites: values.optional(), regions: values.optional() }).default({}),
})
export type CalendarRule = z.infer<typeof ruleSchema>

const fileSchema = z.strictObject({ calendars: z.array(calendarSchema).default([]), rules: z.array(ruleSchema).optional() })

export interface CalendarBook {
  readonly calendars: readonly Calendar[]
  readonly holidaySets: ReadonlyMap<string, HolidaySet>
  /** The first whose conditions hold gives the calendar. */
  readonly rules: readonly CalendarRule[]
}

/**
 * The shipped calendars with the home's over them; the home's rules take the place of the shipped ones.
 * Throws `reference.unreadable`, `reference.missing`, `reference.hours_invalid`, `config.time_zone_unknown`,
 * `reference.calendar_twice`, `reference.calendar_unknown`, `reference.holidays_missing`, `reference.holiday_unnamed`.
 */
export async function readCalendars(home: HomePaths): Promise<CalendarBook> {
  const { shipped, own } = await readReference(home, 'calendars.yaml', fileSchema)
  checkCalendarsDiffer(own?.calendars ?? [])
  const calendars = mergeById(shipped.calendars, own?.calendars, (each) => each.id)
  const holidaySets = new Map<string, HolidaySet>()
  for (const { id: calendar, holidays } of calendars) {
    if (holidays !== undefined && !holidaySets.has(holidays)) {
      holidaySets.set(holidays, await readHolidaySet(home, holidays, calendar))
    }
  }
  const book = { calendars, holidaySets, rules: own?.rules ?? shipped.rules ?? [] }
  for (const { calendar } of book.rules) checkCalendarKnown(book, calendar, 'reference/calendars.yaml, rules')
  return book
}

function checkCalendarsDiffer(calendars: readonly Calendar[]): void {
  const ids = calendars.map((each) => each.id)
  const twice = ids.find((each, at) => ids.indexOf(each) !== at)
  if (twice === undefined) return
  throw new AftercareError('reference.calendar_twice', 'two calendars have the same id', {
    value: twice,
    where: 'reference/calendars.yaml',
    remedy: 'Give each calendar an id of its own.',
  })
}

/** Throws `reference.calendar_unknown`. @param where the file and key that name the calendar */
export function checkCalendarKnown({ calendars }: Pick<CalendarBook, 'calendars'>, calendar: string, where: string): void {
  if (calendars.some((each) => each.id === calendar)) return
  throw new AftercareError('reference.calendar_unknown', `there is no working calendar ${calendar}`, {
    value: calendar,
    where,
    remedy: `Name one of ${calendars.map((each) => each.id).join(', ')}, or add it to reference/calendars.yaml.`,
  })
}

const list = (each: readonly string[] | undefined): string | null => (each === undefined ? null : `,${each.join(',')},`)

/** Rows of `ref.calendar_rule`, in the order of the file. */
export const calendarRuleRows = ({ rules }: CalendarBook): Row[] =>
  rules.map((rule, at) => ({
    rule_order: at + 1,
    calendar_id: rule.calendar,
    sites: list(rule.for.sites),
    regions: list(rule.for.regions),
  }))

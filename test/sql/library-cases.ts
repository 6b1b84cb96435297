/**
 * Facts from the published tests of libraries for business time: biz (Zendesk, Ruby), working_hours (Ruby), moment-business-time
 * (JavaScript), business_time (Ruby). Schedule, moments and result are theirs; where their rule is not ours, both results stand here
 * with the reason. Times that a library subtracts are told as the time that lies between. All moments are UTC.
 */
import type { Calendar } from '../../pipeline/reference/calendar.ts'
import { parseSpan, type Segment } from '../../pipeline/reference/hours.ts'
import { toDays } from '../../pipeline/reference/period.ts'

type Library = 'biz' | 'working_hours' | 'moment-business-time' | 'business_time'
type Weekday = keyof Calendar['week']

const segment = (written: string): Segment => {
  const span = parseSpan(written)
  if (span === null) throw new Error(`${written} is no span`)
  return span
}

function plan(
  id: string,
  week: Partial<Record<Weekday, string[]>>,
  more: { time_zone?: string; closed?: readonly string[] } = {},
): Calendar {
  const { closed = [], ...rest } = more
  return {
    id,
    name: { 'zh-CN': id, en: id },
    week: Object.fromEntries(Object.entries(week).map(([day, spans]) => [day, spans.map(segment)])),
    closed: closed.map((day) => ({ first: toDays(day), last: toDays(day) })),
    ...rest,
  }
}

const WEEKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri']
const nineToFive = Object.fromEntries(WEEKDAYS.map((day) => [day, ['09:00-17:00']]))
const fromHalfPastNine = Object.fromEntries(WEEKDAYS.map((day) => [day, ['09:30-17:00']]))
const bizWeek = {
  mon: ['09:00-17:00'],
  tue: ['10:00-16:00'],
  wed: ['09:00-17:00'],
  thu: ['10:00-16:00'],
  fri: ['09:00-17:00'],
  sat: ['11:00-14:30'],
}
const lunch = { mon: ['07:00-12:00', '13:00-18:00'] }

export const LIBRARY_CALENDARS = {
  biz: plan('biz', bizWeek),
  'biz-holidays': plan('biz-holidays', bizWeek, { closed: ['2006-01-16', '2006-01-18'] }),
  'biz-saturday': plan('biz-saturday', { sat: ['06:00-18:00'] }, { time_zone: 'America/Los_Angeles' }),
  'biz-skipped': plan('biz-skipped', { sun: ['02:30-03:15'], mon: ['09:00-17:00'] }, { time_zone: 'America/Los_Angeles' }),
  office: plan('office', nineToFive),
  tokyo: plan('tokyo', nineToFive, { time_zone: 'Asia/Tokyo' }),
  eastern: plan('eastern', nineToFive, { time_zone: 'America/New_York', closed: ['2010-07-05'] }),
  'may-day': plan('may-day', nineToFive, { closed: ['2014-05-01', '2014-04-09'] }),
  lunch: plan('lunch', lunch),
  mondays: plan('mondays', { mon: ['00:00-24:00'] }),
  'monday-tuesday': plan('monday-tuesday', { mon: ['00:00-24:00'], tue: ['08:00-18:00'] }),
  'mon-wed': plan('mon-wed', { mon: ['09:00-17:00'], wed: ['09:00-17:00'] }, { closed: ['2014-04-09'] }),
  'four-days': plan('four-days', {
    mon: ['09:00-17:00'],
    wed: ['09:00-17:00'],
    thu: ['09:00-17:00'],
    sun: ['09:00-17:00'],
  }),
  holiday: plan('holiday', nineToFive, { closed: ['2015-02-27', '2015-12-25'] }),
  opening: plan('opening', {
    mon: ['12:00-17:00'],
    tue: ['09:30-17:00'],
    wed: ['10:00-17:00'],
    thu: ['09:00-17:00'],
    fri: ['09:30-17:00'],
  }),
  closing: plan('closing', { ...fromHalfPastNine, wed: ['09:30-13:00'] }),
} as const satisfies Record<string, Calendar>
export type LibraryCalendar = keyof typeof LIBRARY_CALENDARS

/** How much working time lies in [from, until). */
export interface CountedCase {
  readonly library: Library
  readonly calendar: LibraryCalendar
  readonly from: string
  readonly until: string
  readonly minutes: number
  /** Minutes by the library, and why ours are others. */
  readonly theirs?: { readonly minutes: number; readonly why: string }
}

/** When so much working time is used up. */
export interface AddedCase {
  readonly library: Library
  readonly calendar: LibraryCalendar
  readonly from: string
  readonly minutes: number
  readonly due: string
  readonly theirs?: { readonly due: string; readonly why: string }
}

/** When so many working days after the day of the start close. */
export interface DaysCase {
  readonly library: Library
  readonly calendar: LibraryCalendar
  readonly from: string
  readonly days: number
  readonly due: string
  /** The libraries add days to a moment; we promise until closing time. `day` when only the hour is another. */
  readonly theirs: { readonly due: string; readonly differs: 'hour' | 'day'; readonly why?: string }
}

const H = 60

export const COUNTED: readonly CountedCase[] = [
  ...counted('biz', 'biz', [
    ['2006-01-01T00:00:00Z', '2006-01-08T00:00:00Z', 39.5 * H],
    ['2006-01-01T00:00:00Z', '2006-01-01T00:00:00Z', 0],
    ['2006-01-02T11:00:00Z', '2006-01-04T16:00:00Z', 19 * H],
    ['2006-01-04T16:00:00Z', '2006-01-04T16:01:30Z', 1.5],
    ['2006-01-04T15:00:00Z', '2006-01-04T16:30:00Z', 90],
    ['2006-01-04T14:00:00Z', '2006-01-04T17:00:00Z', 3 * H],
  ]),
  ...counted('biz', 'biz-holidays', [
    // Saturday, then only Tuesday and Thursday: Monday and Wednesday are holidays.
    ['2006-01-14T00:00:00Z', '2006-01-17T16:00:00Z', 9.5 * H],
    ['2006-01-14T00:00:00Z', '2006-01-19T16:00:00Z', 15.5 * H],
  ]),
  ...counted('biz', 'biz-saturday', [['2006-01-08T01:00:00Z', '2006-01-08T12:00:00Z', 1 * H]]),
  {
    library: 'biz',
    calendar: 'biz-skipped',
    from: '2006-04-02T08:00:00Z',
    until: '2006-04-04T00:00:00Z',
    minutes: 8 * H + 15,
    theirs: {
      minutes: 8 * H,
      why: 'hours 02:30-03:15, clocks go from 02:00 to 03:00: biz drops the span, by us 03:00-03:15 is worked',
    },
  },
  ...counted('working_hours', 'office', [
    ['2014-04-07T08:00:00Z', '2014-04-07T08:00:00Z', 0],
    ['2014-04-11T20:00:00Z', '2014-04-14T05:00:00Z', 0],
    ['2014-04-07T10:00:00Z', '2014-04-07T15:00:00Z', 5 * H],
    ['2014-04-07T07:00:00Z', '2014-04-07T20:00:00Z', 8 * H],
    ['2014-04-07T10:00:00Z', '2014-04-07T19:00:00Z', 7 * H],
    ['1991-11-15T15:00:42Z', '1991-11-18T14:00:42Z', 7 * H],
  ]),
  {
    library: 'working_hours',
    calendar: 'office',
    from: '2014-04-13T09:10:24.010Z',
    until: '2014-04-14T09:10:24.020Z',
    minutes: 624.02 / 60,
    theirs: { minutes: 624 / 60, why: 'milliseconds are dropped there, nothing is rounded here' },
  },
  ...counted('working_hours', 'mondays', [['2014-04-06T12:00:00Z', '2016-04-06T12:00:00Z', 105 * 24 * H]]),
  ...counted('working_hours', 'lunch', [
    ['2014-04-07T11:59:00Z', '2014-04-07T13:01:00Z', 2],
    ['2014-04-07T11:00:00Z', '2014-04-14T13:00:00Z', 11 * H],
  ]),
  ...counted('working_hours', 'monday-tuesday', [['2014-04-07T23:59:00Z', '2014-04-08T00:00:30Z', 1]]),
  ...counted('moment-business-time', 'office', [
    ['2015-02-27T10:00:00Z', '2015-02-27T13:30:00Z', 210],
    ['2015-02-27T10:00:00Z', '2015-03-02T13:30:00Z', 11.5 * H],
    ['2015-02-27T10:00:00Z', '2015-02-27T15:00:00Z', 0.625 * 8 * H],
    ['2015-02-26T10:00:00Z', '2015-02-27T15:00:00Z', 1.625 * 8 * H],
    ['2015-02-21T10:00:00Z', '2015-02-27T15:00:00Z', 4.75 * 8 * H],
    ['2016-10-16T18:00:00Z', '2016-10-17T06:00:00Z', 0],
    ['2015-02-26T14:12:34Z', '2015-02-26T16:12:34Z', 2 * H],
    ['2015-02-27T15:00:00Z', '2015-03-01T16:12:34Z', 2 * H],
    ['2015-02-25T15:12:34Z', '2015-02-26T16:12:34Z', 9 * H],
    ['2015-02-24T13:12:34Z', '2015-02-26T16:12:34Z', 19 * H],
    ['2015-02-09T12:12:34Z', '2015-02-26T16:12:34Z', 108 * H],
    ['2015-02-25T16:15:00.700Z', '2015-02-26T09:00:00.700Z', 45],
    ['2015-02-25T16:59:59.545Z', '2015-02-26T09:00:00.100Z', 0.555 / 60],
    ['2015-02-25T14:24:17Z', '2015-02-26T16:12:34Z', 9 * H + 48 + 17 / 60],
  ]),
  ...counted('moment-business-time', 'closing', [
    ['2015-02-23T10:00:00Z', '2015-02-26T14:00:00Z', 22.5 * H],
    ['2015-02-24T12:30:00Z', '2015-02-25T16:00:00Z', 8 * H],
  ]),
  ...counted('moment-business-time', 'holiday', [['2015-02-26T12:00:00Z', '2015-03-02T12:00:00Z', 8 * H]]),
  ...counted('business_time', 'eastern', [
    ['2010-08-03T13:35:00Z', '2010-08-04T13:35:00Z', 8 * H],
    ['2010-04-09T20:50:00Z', '2010-04-12T13:50:00Z', 1 * H],
  ]),
]

export const ADDED: readonly AddedCase[] = [
  ...added('biz', 'biz', [
    ['2006-01-02T11:00:00Z', 19 * H, '2006-01-04T16:00:00Z'],
    ['2006-01-04T15:58:30Z', 1.5, '2006-01-04T16:00:00Z'],
    // Used up at closing time: due at closing time, there and here.
    ['2006-01-04T15:30:00Z', 90, '2006-01-04T17:00:00Z'],
    ['2006-01-04T14:00:00Z', 3 * H, '2006-01-04T17:00:00Z'],
  ]),
  ...added('working_hours', 'office', [
    ['1991-11-15T14:00:42Z', 2 * H, '1991-11-15T16:00:42Z'],
    ['1991-11-15T16:30:42Z', 45, '1991-11-18T09:15:42Z'],
    ['1991-11-15T16:59:42Z', 2, '1991-11-18T09:01:42Z'],
  ]),
  ...added('working_hours', 'tokyo', [['1991-11-15T07:00:00Z', 3 * H, '1991-11-18T02:00:00Z']]),
  ...added('working_hours', 'lunch', [['1991-11-11T05:00:00Z', 6 * H, '1991-11-11T14:00:00Z']]),
  ...added('working_hours', 'mondays', [['2014-04-07T23:59:30Z', 1, '2014-04-14T00:00:30Z']]),
  ...added('moment-business-time', 'office', [
    ['2015-02-26T10:12:34Z', 2 * H, '2015-02-26T12:12:34Z'],
    ['2015-02-28T10:13:00Z', 2 * H, '2015-03-02T11:00:00Z'],
    ['2015-02-26T10:12:34Z', 9 * H, '2015-02-27T11:12:34Z'],
    ['2015-02-26T10:12:34Z', 19 * H, '2015-03-02T13:12:34Z'],
    ['2016-03-21T15:30:00Z', 17 * H, '2016-03-23T16:30:00Z'],
    ['2016-03-21T15:30:00Z', 18 * H, '2016-03-24T09:30:00Z'],
    ['2015-02-26T10:12:34Z', 108 * H, '2015-03-17T14:12:34Z'],
    ['2015-02-28T10:13:00Z', 45, '2015-03-02T09:45:00Z'],
    ['2015-02-26T16:59:59.700Z', 45, '2015-02-27T09:44:59.700Z'],
    ['2015-02-26T10:12:34Z', 600, '2015-02-27T12:12:34Z'],
    ['2015-02-26T16:59:59.700Z', 0.75, '2015-02-27T09:00:44.700Z'],
    ['2015-02-26T16:59:59.700Z', 0.555 / 60, '2015-02-27T09:00:00.255Z'],
    ['2020-01-06T13:00:00Z', 1 / 60, '2020-01-06T13:00:01Z'],
    ['2015-02-26T10:12:34Z', 9 * H + 48 + 17 / 60, '2015-02-27T12:00:51Z'],
  ]),
  ...added('moment-business-time', 'opening', [
    ['2015-02-23T10:00:00Z', 2 * H, '2015-02-23T14:00:00Z'],
    ['2015-02-23T10:00:00Z', 15 * H, '2015-02-25T12:30:00Z'],
  ]),
  ...added('moment-business-time', 'closing', [['2015-02-25T16:00:00Z', 2 * H, '2015-02-26T11:30:00Z']]),
  ...added('moment-business-time', 'holiday', [['2015-02-26T12:00:00Z', 8 * H, '2015-03-02T12:00:00Z']]),
  ...added('business_time', 'eastern', [
    ['2010-08-04T13:35:00Z', 8 * H, '2010-08-05T13:35:00Z'],
    ['2010-07-02T20:50:00Z', 1 * H, '2010-07-06T13:50:00Z'],
    ['2010-04-12T13:50:00Z', 3 * H, '2010-04-12T16:50:00Z'],
  ]),
  {
    library: 'biz',
    calendar: 'biz',
    from: '2006-01-03T00:00:00Z',
    minutes: 0,
    due: '2006-01-03T00:00:00Z',
    theirs: { due: '2006-01-03T10:00:00Z', why: 'no time at all is used up at once, not at the next opening; presets refuse 0' },
  },
]

export const DAYS: readonly DaysCase[] = [
  ...days('biz', 'biz', 'hour', [
    ['2006-01-06T12:00:00Z', 2, '2006-01-09T17:00:00Z', '2006-01-09T12:00:00Z'],
    ['2006-01-03T08:00:00Z', 2, '2006-01-05T16:00:00Z', '2006-01-05T10:00:00Z'],
  ]),
  {
    ...day('biz', 'biz', 'day', ['2006-01-03T18:00:00Z', 2, '2006-01-05T16:00:00Z', '2006-01-06T09:00:00Z']),
    theirs: {
      due: '2006-01-06T09:00:00Z',
      differs: 'day',
      why: 'Thursday is closed at 18:00, so biz goes on to the next opening',
    },
  },
  ...days('moment-business-time', 'office', 'hour', [
    ['2015-02-26T10:12:34Z', 1, '2015-02-27T17:00:00Z', '2015-02-27'],
    ['2015-02-26T10:12:34Z', 2, '2015-03-02T17:00:00Z', '2015-03-02'],
    ['2015-02-26T10:12:34Z', 10, '2015-03-12T17:00:00Z', '2015-03-12'],
    ['2015-02-26T10:12:34Z', 100, '2015-07-16T17:00:00Z', '2015-07-16'],
    ['2015-02-28T10:13:00Z', 1, '2015-03-02T17:00:00Z', '2015-03-02'],
  ]),
  ...days('moment-business-time', 'holiday', 'hour', [['2015-02-26T00:00:00Z', 3, '2015-03-04T17:00:00Z', '2015-03-04']]),
  ...days('working_hours', 'office', 'hour', [
    ['1991-11-15T14:00:42Z', 1, '1991-11-18T17:00:00Z', '1991-11-18T14:00:42Z'],
    ['1991-11-15T00:00:00Z', 2, '1991-11-19T17:00:00Z', '1991-11-19'],
  ]),
  // Thursday evening UTC is Friday morning in Tokyo.
  ...days('working_hours', 'tokyo', 'hour', [['1991-11-14T21:00:00Z', 1, '1991-11-18T08:00:00Z', '1991-11-17T21:00:00Z']]),
  ...days('working_hours', 'mon-wed', 'hour', [['2014-04-07T00:00:00Z', 3, '2014-04-21T17:00:00Z', '2014-04-21']]),
  {
    ...day('working_hours', 'four-days', 'day', ['2014-04-08T00:00:00Z', 1, '2014-04-09T17:00:00Z', '2014-04-10']),
    theirs: { due: '2014-04-10', differs: 'day', why: 'a start on a day off is first moved to the next working day there' },
  },
  {
    ...day('working_hours', 'may-day', 'day', ['2014-04-09T00:00:00Z', 1, '2014-04-10T17:00:00Z', '2014-04-11']),
    theirs: { due: '2014-04-11', differs: 'day', why: 'a start on a holiday is first moved to the next working day there' },
  },
]

function counted(library: Library, calendar: LibraryCalendar, facts: readonly [string, string, number][]): CountedCase[] {
  return facts.map(([from, until, minutes]) => ({ library, calendar, from, until, minutes }))
}

function added(library: Library, calendar: LibraryCalendar, facts: readonly [string, number, string][]): AddedCase[] {
  return facts.map(([from, minutes, due]) => ({ library, calendar, from, minutes, due }))
}

type DaysFact = readonly [from: string, days: number, due: string, theirs: string]

function day(
  library: Library,
  calendar: LibraryCalendar,
  differs: 'hour' | 'day',
  [from, count, due, theirs]: DaysFact,
): DaysCase {
  return { library, calendar, from, days: count, due, theirs: { due: theirs, differs } }
}

function days(library: Library, calendar: LibraryCalendar, differs: 'hour' | 'day', facts: readonly DaysFact[]): DaysCase[] {
  return facts.map((fact) => day(library, calendar, differs, fact))
}

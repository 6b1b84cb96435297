/** Working calendars: statuses, counting, and what is refused. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { AftercareError } from '../../../contracts/errors.ts'
import { homePaths } from '../../../contracts/home.ts'
import { calendarRuleRows, checkCalendarKnown, readCalendars, type CalendarBook } from '../../../pipeline/reference/calendar.ts'
import { calendarTables } from '../../../pipeline/reference/working-day.ts'

async function homeWith(files: Record<string, string>) {
  const home = homePaths(await mkdtemp(path.join(tmpdir(), 'calendar-')))
  await mkdir(home.reference, { recursive: true })
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(home.reference, name), content)
  return home
}

const shipped = await readCalendars(await homeWith({}))
const tablesOf = (book: CalendarBook, calendar: string, from: string, until: string, timeZone = 'Asia/Shanghai') =>
  calendarTables(book, { calendars: new Set([calendar]), timeZone, from, until })
const rowsOf = (calendar: string, from: string, until: string) => tablesOf(shipped, calendar, from, until).days

test('days are regular, holiday, make-up, closed or not decreed', () => {
  const days = new Map(rowsOf('cn-office', '2006-01-01', '2028-01-01').map((row) => [row['day'], row]))
  const status = (day: string) => [days.get(day)?.['status'], days.get(day)?.['is_working']]
  expect(status('2025-01-27')).toEqual(['regular', true])
  expect(status('2025-01-28')).toEqual(['holiday', false])
  expect(status('2025-01-26'), 'a Sunday worked for the Spring Festival').toEqual(['makeup', true])
  expect(status('2025-01-25')).toEqual(['closed', false])
  expect(status('2020-02-03'), 'a Monday decreed to be worked').toEqual(['regular', true])
  expect(status('2027-01-04')).toEqual(['not_decreed', true])
  expect(status('2027-01-03')).toEqual(['not_decreed', false])
  expect(status('2026-12-28')).toEqual(['regular', true])
  expect(status('2026-12-29'), 'the decree of 2027 rules the turn of the year').toEqual(['not_decreed', true])
  expect(status('2006-12-30'), 'a Saturday ruled by the decree of 2007').toEqual(['makeup', true])
  expect(status('2006-12-29'), 'the decree of 2006 is not here').toEqual(['not_decreed', true])
})

test('a make-up day has the hours of a regular one', () => {
  expect(rowsOf('cn-office', '2025-01-26', '2025-01-27')).toEqual([
    expect.objectContaining({
      minutes: 450,
      closes_at: '2025-01-26T10:00:00.000Z',
    }),
  ])
})

test('ordinals and minutes add up without gaps', () => {
  for (const calendar of ['cn-office', 'cn-service-7d', 'always']) {
    let minutes = 0
    let working = 0
    for (const row of rowsOf(calendar, '2024-01-01', '2027-01-01')) {
      minutes += Number(row['minutes'])
      if (row['is_working'] === true) expect(row['closes_after_micros']).toBe(minutes * 60_000_000)
      if (row['is_working'] === true) working += 1
      expect(row['working_ordinal']).toBe(working)
    }
  }
  // 366 + 365 + 365 days around the clock.
  expect(rowsOf('always', '2024-01-01', '2027-01-01').at(-1)).toMatchObject({ closes_after_micros: 1096 * 1440 * 60_000_000 })
  // Working days of 2025 by the decree: 248.
  expect(rowsOf('cn-office', '2025-01-01', '2026-01-01').filter((row) => row['is_working'])).toHaveLength(248)
})

test('a home has calendars, closures and holidays of its own', async () => {
  const book = await readCalendars(
    await homeWith({
      'calendars.yaml': `calendars:
  - id: night
    name: { zh-CN: 夜班, en: Night }
    holidays: own
    closed: [2025-08-04..2025-08-05]
    week: { mon: ["00:00-06:00", "22:00-24:00"], tue: ["00:00-06:00", "22:00-24:00"], wed: ["00:00-06:00"] }
`,
      'holidays-own.yaml': `id: own
name: { zh-CN: 自有, en: Own }
holidays: { founding: { zh-CN: 厂庆, en: Founding day } }
years:
  2025: [{ holiday: founding, off: [2025-08-06] }]
  2026: []
`,
    }),
  )
  const rows = tablesOf(book, 'night', '2025-07-28', '2025-08-07').days
  expect(rows.map((row) => [row['status'], row['minutes']])).toEqual([
    ['regular', 480],
    ['regular', 480],
    ['regular', 360],
    ...Array.from({ length: 4 }, () => ['closed', 0]),
    ['closed', 0],
    ['closed', 0],
    ['holiday', 0],
  ])
})

test('a home enters the decree of the next year', async () => {
  const decree = `id: cn
name: { zh-CN: 法定节假日, en: Public holidays }
holidays: {}
years:
  2027: [{ holiday: new_year, off: [2026-12-31..2027-01-02] }]
`
  const book = await readCalendars(await homeWith({ 'holidays-cn.yaml': decree }))
  const rows = tablesOf(book, 'cn-office', '2026-12-30', '2027-01-05').days
  expect(rows.map((row) => row['status'])).toEqual(['regular', 'holiday', 'holiday', 'holiday', 'closed', 'regular'])
})

const calendarOf = (rest: string) => `calendars:\n  - { id: x, name: { zh-CN: 甲, en: A }, ${rest} }`

test.each([
  ['reference.holidays_missing', 'holidays: moon, week: {}', 'moon'],
  ['reference.hours_invalid', 'week: { mon: ["09:00-12:00", "11:00-13:00"] }', '11:00-13:00'],
  ['reference.hours_invalid', 'week: { mon: ["13:00-18:00", "09:00-12:00"] }', '09:00-12:00'],
  ['reference.hours_invalid', 'week: { mon: ["22:00-06:00", "23:00-24:00"] }', '23:00-24:00'],
  ['reference.hours_invalid', 'week: { mon: ["05:00-12:00", "22:00-06:00"] }', '22:00-06:00'],
  ['reference.hours_invalid', 'week: { mon: ["9-12"] }', '9-12'],
  ['reference.hours_invalid', 'week: { mon: ["08:00-08:00"] }', '08:00-08:00'],
  ['reference.hours_invalid', 'week: { mon: ["08:00-17:75"] }', '08:00-17:75'],
  ['reference.hours_invalid', 'week: { mon: ["24:00-06:00"] }', '24:00-06:00'],
  ['reference.hours_invalid', 'week: { mon: ["08:00-24:01"] }', '08:00-24:01'],
  ['reference.hours_invalid', 'week: {}, makeup: ["25:00-26:00"]', '25:00-26:00'],
  ['config.time_zone_unknown', 'time_zone: Asia/Shanghia, week: {}', 'Asia/Shanghia'],
  ['config.time_zone_unknown', 'time_zone: "+08:00", week: {}', '+08:00'],
  ['reference.unreadable', 'week: { monday: [] }', undefined],
  ['reference.unreadable', 'week: {}, closed: [2025-02-30]', undefined],
  ['reference.calendar_twice', 'week: {} }\n  - { id: x, name: { zh-CN: 乙, en: B }, week: {}', 'x'],
  ['reference.calendar_unknown', 'week: {} }\nrules:\n  - { calendar: moon', 'moon'],
])('%s for %s', async (code, rest, value) => {
  await expect(readCalendars(await homeWith({ 'calendars.yaml': calendarOf(rest) }))).rejects.toMatchObject({ code, value })
})

test('an error of hours says where they stand and what to write', async () => {
  const home = await homeWith({ 'calendars.yaml': calendarOf('week: { sat: ["09:00-12:00", "noon"] }') })
  const error: unknown = await readCalendars(home).catch((cause: unknown) => cause)
  expect(error).toBeInstanceOf(AftercareError)
  const told = error instanceof AftercareError ? error.explain() : ''
  expect(told).toContain('calendars.yaml, calendars[0].week.sat[1]')
  expect(told).toContain('22:00-06:00')
})

test('a holiday without a name, a calendar that nobody has written', async () => {
  const nameless = `id: cn
name: { zh-CN: 法定节假日, en: Public holidays }
holidays: {}
years: { 2027: [{ holiday: moon_day, off: [2027-01-01] }] }
`
  await expect(readCalendars(await homeWith({ 'holidays-cn.yaml': nameless }))).rejects.toMatchObject({
    code: 'reference.holiday_unnamed',
    value: 'moon_day',
  })
  expect(() => {
    checkCalendarKnown(shipped, 'moon', 'aftercare.yaml, calendar')
  }).toThrow(expect.objectContaining({ code: 'reference.calendar_unknown' }))
})

test('rules of a home choose a calendar by site and region', async () => {
  expect(calendarRuleRows(shipped)).toEqual([])
  const rules = `rules:
  - { calendar: always, for: { sites: [港口, 机场], regions: [北方] } }
  - { calendar: cn-service-7d }
`
  expect(calendarRuleRows(await readCalendars(await homeWith({ 'calendars.yaml': rules })))).toEqual([
    { rule_order: 1, calendar_id: 'always', sites: ',港口,机场,', regions: ',北方,' },
    { rule_order: 2, calendar_id: 'cn-service-7d', sites: null, regions: null },
  ])
})

test('around the clock is one span, whatever the clocks do', () => {
  for (const zone of ['Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'UTC']) {
    const { spans, calendars, days } = tablesOf(shipped, 'always', '2024-01-01', '2027-01-01', zone)
    const [calendar] = calendars
    expect(spans, zone).toEqual([
      { calendar_id: 'always', from_at: calendar?.['first_at'], until_at: calendar?.['until_at'], before_micros: 0 },
    ])
    expect(Date.parse(String(calendar?.['until_at'])) - Date.parse(String(calendar?.['first_at'])), zone).toBe(1097 * 86_400_000)
    expect(
      days.reduce((sum, day) => sum + Number(day['minutes']), 0),
      zone,
    ).toBe(1096 * 1440)
  }
})

test('a night shift belongs to the day on which it begins', async () => {
  const night = calendarOf(
    'holidays: own, time_zone: America/New_York, week: { mon: ["22:00-06:00"], tue: ["22:00-06:00"], wed: ["05:00-14:00"], sat: ["22:00-06:00"] }',
  )
  const book = await readCalendars(
    await homeWith({
      'calendars.yaml': night,
      'holidays-own.yaml': `id: own
name: { zh-CN: 自有, en: Own }
holidays: { founding: { zh-CN: 厂庆, en: Founding day } }
years:
  2025: [{ holiday: founding, off: [2025-03-17] }]
  2026: []
`,
    }),
  )
  const { days, spans } = tablesOf(book, 'x', '2025-03-08', '2025-03-19')
  const spanOf = ({ from_at, until_at }: (typeof spans)[number]) => [from_at, until_at]
  expect(spans.map(spanOf)).toEqual([
    // Saturday night, in which an hour is skipped: seven hours.
    ['2025-03-09T03:00:00.000Z', '2025-03-09T10:00:00.000Z'],
    ['2025-03-11T02:00:00.000Z', '2025-03-11T10:00:00.000Z'],
    // Tuesday night runs into Wednesday's own hours.
    ['2025-03-12T02:00:00.000Z', '2025-03-12T18:00:00.000Z'],
    ['2025-03-16T02:00:00.000Z', '2025-03-16T10:00:00.000Z'],
    // Monday the 17th is a holiday: its shift falls away as a whole. Spans reach to the end of the day behind the last.
    ['2025-03-19T02:00:00.000Z', '2025-03-19T18:00:00.000Z'],
  ])
  const shown = days.map((day) => [day['day'], day['minutes'], day['closes_at'], day['closes_after_micros']])
  const HOUR = 3_600_000_000
  expect(shown).toEqual([
    ['2025-03-08', 420, '2025-03-09T10:00:00.000Z', 7 * HOUR],
    ['2025-03-09', 0, null, null],
    ['2025-03-10', 480, '2025-03-11T10:00:00.000Z', 15 * HOUR],
    ['2025-03-11', 480, '2025-03-12T10:00:00.000Z', 23 * HOUR],
    ['2025-03-12', 540, '2025-03-12T18:00:00.000Z', 31 * HOUR],
    ['2025-03-13', 0, null, null],
    ['2025-03-14', 0, null, null],
    ['2025-03-15', 480, '2025-03-16T10:00:00.000Z', 39 * HOUR],
    ['2025-03-16', 0, null, null],
    ['2025-03-17', 0, null, null],
    ['2025-03-18', 480, '2025-03-19T10:00:00.000Z', 47 * HOUR],
  ])
})

/** Working calendars: statuses, counting, and what is refused. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { homePaths } from '../../../contracts/home.ts'
import { checkCalendarKnown, readCalendars, workingDayRows } from '../../../pipeline/reference/calendar.ts'

async function homeWith(files: Record<string, string>) {
  const home = homePaths(await mkdtemp(path.join(tmpdir(), 'calendar-')))
  await mkdir(home.reference, { recursive: true })
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(home.reference, name), content)
  return home
}

const shipped = await readCalendars(await homeWith({}))
const rowsOf = (calendar: string, from: string, until: string) =>
  workingDayRows(shipped, from, until).filter((row) => row['calendar_id'] === calendar)

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
      s1_from: 540,
      s1_to: 720,
      s2_from: 810,
      s2_to: 1080,
      s3_from: null,
      closes_at_minute: 1080,
    }),
  ])
})

test('ordinals and minutes add up without gaps', () => {
  for (const calendar of ['cn-office', 'cn-service-7d', 'always']) {
    let minutes = 0
    let working = 0
    for (const row of rowsOf(calendar, '2024-01-01', '2027-01-01')) {
      expect(row['minutes_before']).toBe(minutes)
      minutes += Number(row['minutes'])
      if (row['is_working'] === true) working += 1
      expect(row['working_ordinal']).toBe(working)
    }
  }
  // 366 + 365 + 365 days around the clock.
  expect(rowsOf('always', '2024-01-01', '2027-01-02').at(-1)).toMatchObject({ minutes_before: 1096 * 1440, s1_to: 1440 })
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
  const rows = workingDayRows(book, '2025-07-28', '2025-08-07').filter((row) => row['calendar_id'] === 'night')
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
  const rows = workingDayRows(book, '2026-12-30', '2027-01-05').filter((row) => row['calendar_id'] === 'cn-office')
  expect(rows.map((row) => row['status'])).toEqual(['regular', 'holiday', 'holiday', 'holiday', 'closed', 'regular'])
})

test.each([
  ['reference.holidays_missing', 'calendars:\n  - { id: x, name: { zh-CN: 甲, en: A }, holidays: moon, week: {} }'],
  ['reference.unreadable', 'calendars:\n  - { id: x, name: { zh-CN: 甲, en: A }, week: { mon: ["18:00-09:00"] } }'],
  [
    'reference.unreadable',
    'calendars:\n  - { id: x, name: { zh-CN: 甲, en: A }, week: { mon: ["09:00-12:00", "11:00-13:00"] } }',
  ],
  ['reference.unreadable', 'calendars:\n  - { id: x, name: { zh-CN: 甲, en: A }, week: { mon: ["9-12"] } }'],
])('%s', async (code, file) => {
  await expect(readCalendars(await homeWith({ 'calendars.yaml': file }))).rejects.toMatchObject({ code })
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

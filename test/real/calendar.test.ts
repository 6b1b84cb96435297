/** The transcribed decrees against the published ones, day by day. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { homePaths } from '../../contracts/home.ts'
import { readCalendars } from '../../pipeline/reference/calendar.ts'
import { calendarTables } from '../../pipeline/reference/working-day.ts'
import { hasRealData, realData } from './data.ts'

const decreeSchema = z.object({ year: z.int(), days: z.array(z.object({ date: z.iso.date(), isOffDay: z.boolean() })) })

test.skipIf(!hasRealData)('every day of 2007–2026 is worked or not as decreed', async () => {
  const decrees = readdirSync(realData('calendar'))
    .sort()
    .map((file) => decreeSchema.parse(JSON.parse(readFileSync(realData('calendar', file), 'utf8'))))
  const decreed = new Map(decrees.flatMap(({ days }) => days.map(({ date, isOffDay }) => [date, isOffDay] as const)))
  expect(decrees.filter(({ days }) => days.length === 0).map(({ year }) => year)).toEqual([2027])

  const book = await readCalendars(homePaths('no-home'))
  const use = { calendars: new Set(['cn-office']), timeZone: 'Asia/Shanghai', from: '2006-12-25', until: '2027-01-01' }
  const rows = calendarTables(book, use).days
  expect(rows).toHaveLength(7 + 20 * 365 + 5)
  const wrong = rows.filter((row) => {
    const day = String(row['day'])
    const isOff = decreed.get(day) ?? [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
    return row['is_working'] === isOff
  })
  expect(wrong.map((row) => row['day'])).toEqual([])
  // No day of the published decrees was left out of the comparison, and no status contradicts them.
  const compared = new Map(rows.map((row) => [String(row['day']), row['status']]))
  for (const [day, isOff] of decreed) {
    expect(['regular', 'makeup'].includes(String(compared.get(day))), day).toBe(!isOff)
  }
  expect(decreed.size).toBeGreaterThan(600)
  const turns = [...decreed.keys()].filter((day) => /-12-(29|3.)$/.test(day))
  expect(turns.length, 'days of December that the decree of the next year rules').toBe(10)
})

test('the turn of 2026 and all of 2027 wait for their decree', async () => {
  const book = await readCalendars(homePaths('no-home'))
  const use = { calendars: new Set(['cn-office']), timeZone: 'Asia/Shanghai', from: '2026-12-20', until: '2028-01-01' }
  const waiting = calendarTables(book, use).days.filter((row) => row['status'] === 'not_decreed')
  expect(waiting).toHaveLength(3 + 365)
  expect(waiting[0]).toMatchObject({ day: '2026-12-29', missing_decree_year: 2027 })
  expect(waiting.find((row) => row['day'] === '2027-12-31')).toMatchObject({ missing_decree_year: 2027 })
})

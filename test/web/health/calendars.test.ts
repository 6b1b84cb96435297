/** What the health page says of years without a decree: quiet before 1 December, a warning from then on, with the promises counted there. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { prepareEngine } from '../../../pipeline/build/engine.ts'
import { readModels, SQL_FOLDER } from '../../../pipeline/build/model.ts'
import { createTable, fillTable, type Row } from '../../../pipeline/build/table.ts'
import { readCalendars } from '../../../pipeline/reference/calendar.ts'
import { calendarTables } from '../../../pipeline/reference/working-day.ts'
import { homePaths } from '../../../contracts/home.ts'
import { readCatalogue } from '../../sql/case.ts'

const book = await readCalendars(homePaths('no-home'))
const catalogue = await readCatalogue(await readModels())
const sql = await readFile(path.join(SQL_FOLDER, 'queries/health_calendars.sql'), 'utf8')

const promise = (id: string, rest: Row): Row => ({
  subject_kind: 'ticket',
  subject_id: id,
  calendar_id: 'cn-office',
  verdict: 'kept',
  ...rest,
})
const PROMISES = [
  promise('before', { started_at: '2026-12-24 01:00:00', stopped_at: '2026-12-28 09:00:00', due_at: '2026-12-28 10:00:00' }),
  // Ends on the 29th in Shanghai, the 28th in UTC.
  promise('until', { started_at: '2026-12-24 01:00:00', stopped_at: '2026-12-28 16:00:00', due_at: '2026-12-28 10:00:00' }),
  promise('due beyond', { started_at: '2026-11-27 01:00:00', due_at: '2026-12-30 10:00:00', verdict: 'running' }),
  promise('void', { started_at: '2026-12-30 01:00:00', due_at: '2027-01-04 10:00:00', verdict: 'void' }),
  promise('calendar time', { started_at: '2026-12-30 01:00:00', due_at: '2027-01-04 10:00:00', calendar_id: null }),
]

async function told(today: string): Promise<unknown[]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  const give = async (id: string, rows: readonly Row[]) => {
    const columns = catalogue.get(id) ?? []
    await createTable(connection, id, columns)
    await fillTable(connection, id, columns, rows)
  }
  try {
    await prepareEngine(connection)
    const use = {
      calendars: new Set(['cn-office', 'always']),
      timeZone: 'Asia/Shanghai',
      from: '2025-01-01',
      until: '2028-06-01',
    }
    const { calendars, days } = calendarTables(book, use)
    await give('ref.parameter', [
      { as_of: `${today} 04:00:00`, as_of_date: today, calendar_id: 'cn-office', time_zone: 'Asia/Shanghai' },
    ])
    await give('ref.calendar', calendars)
    await give('ref.working_day', days)
    await give('marts.promise', PROMISES)
    const rows = (await connection.runAndReadAll(sql)).getRowObjectsJson()
    return rows.map((row) => [
      row['calendar_id'],
      row['holidays'],
      row['year'],
      row['first_day'],
      row['days'],
      row['promises'],
      row['is_due'],
    ])
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

test('a note until 30 November, a warning from 1 December', async () => {
  expect(await told('2026-11-30')).toEqual([
    ['cn-office', 'cn', 2027, '2026-12-29', 3 + 365, 2, false],
    ['cn-office', 'cn', 2028, '2028-01-01', 31 + 29 + 31 + 30 + 31, 0, false],
  ])
  expect(await told('2026-12-01')).toEqual([
    ['cn-office', 'cn', 2027, '2026-12-29', 3 + 365, 2, true],
    ['cn-office', 'cn', 2028, '2028-01-01', 31 + 29 + 31 + 30 + 31, 0, false],
  ])
})

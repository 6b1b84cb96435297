/** Clocks of promises by the models that count them, on given calendars: for tests that know the answer from elsewhere. */
import { DuckDBInstance } from '@duckdb/node-api'
import { prepareEngine } from '../../pipeline/build/engine.ts'
import { readModels } from '../../pipeline/build/model.ts'
import { createTable, fillTable, type Row } from '../../pipeline/build/table.ts'
import type { Calendar } from '../../pipeline/reference/calendar.ts'
import { addYears, dayOffsetRows, dayRows } from '../../pipeline/reference/period.ts'
import { calendarTables, type CalendarUse } from '../../pipeline/reference/working-day.ts'
import { readCatalogue } from './case.ts'

const CHAIN = ['working_hour_tiled', 'working_hour_indexed', 'promise_counted', 'promise_timed']

export interface Clocked {
  /** ISO UTC */
  readonly from: string
  readonly until: string
  /** One of the two. */
  readonly limitMinutes: number | null
  readonly limitDays: number | null
}

const models = await readModels()
const catalogue = await readCatalogue(models)

/** When each is due (microseconds UTC) and how many microseconds of working time lie in it, in the order given. */
export async function clockedByModels(
  calendar: Calendar,
  use: CalendarUse,
  clocked: readonly Clocked[],
): Promise<{ due: number | null; micros: number }[]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  const give = async (id: string, rows: readonly Row[]) => {
    const columns = catalogue.get(id) ?? []
    await createTable(connection, id, columns)
    await fillTable(connection, id, columns, rows)
  }
  try {
    await prepareEngine(connection)
    const tables = calendarTables({ calendars: [calendar], holidaySets: new Map() }, use)
    await give('ref.calendar', tables.calendars)
    await give('ref.working_day', tables.days)
    await give('ref.working_span', tables.spans)
    await give('ref.day', dayRows(addYears(use.from, -1), addYears(use.until, 1)))
    await give('ref.day_offset', dayOffsetRows())
    const made = clocked.map(({ from, until, limitMinutes, limitDays }, at) => ({
      subject_kind: 'ticket',
      source: 'a',
      subject_id: String(at).padStart(5, '0'),
      cycle: 1,
      promise_id: 'p',
      clock: limitDays === null ? 'working' : 'working_days',
      limit_minutes: limitMinutes,
      limit_working_days: limitDays,
      calendar_id: calendar.id,
      started_at: from,
      counted_until: until,
      is_cut: false,
    }))
    await give('intermediate.promise_made', made)
    await give('intermediate.promise_piece_summed', [])
    for (const name of CHAIN) {
      const model = models.find((each) => each.id === `intermediate.${name}`)
      await connection.run(`create table intermediate.${name} as ${model?.sql ?? ''}`)
    }
    const reader = await connection.runAndReadAll(
      'select epoch_us(due_at)::double, micros::double from intermediate.promise_timed order by subject_id',
    )
    return reader.getRows().map(([due, micros]) => ({ due: due === null ? null : Number(due), micros: Number(micros) }))
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

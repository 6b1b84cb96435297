/**
 * What broken promises waited for, against a slow walk in plain TypeScript: minute by minute, each asked what it was: a wait, nobody's,
 * out of hours or worked. Tickets, waits, assignments and hours are random; every stamp lies on a whole minute, so the walk is exact.
 */
import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { prepareEngine } from '../../pipeline/build/engine.ts'
import { checkContract } from '../../pipeline/build/check.ts'
import { readModels } from '../../pipeline/build/model.ts'
import { createTable, fillTable, type Row } from '../../pipeline/build/table.ts'
import type { Calendar } from '../../pipeline/reference/calendar.ts'
import type { Segment } from '../../pipeline/reference/hours.ts'
import { dayOffsetRows, dayRows } from '../../pipeline/reference/period.ts'
import { calendarTables } from '../../pipeline/reference/working-day.ts'
import { readCatalogue } from './case.ts'

const MINUTE = 60_000
const START = Date.UTC(2025, 2, 3)
const AS_OF = 9 * 1440
const CAUSES = ['customer', 'parts', 'supplier', 'not_assigned', 'out_of_hours', 'own_work'] as const
type Cause = (typeof CAUSES)[number]

/** Minutes since START, UTC. */
interface Wait {
  readonly from: number
  readonly until: number
  readonly waitsFor: 'customer' | 'parts' | 'supplier'
}
interface Late {
  readonly received: number
  readonly start: number | null
  readonly stop: number | null
  readonly taken: number | null
  readonly isOver: boolean
  readonly waits: readonly Wait[]
}

/** Half hours: edges fall together often. */
const at = (from: number, to: number) => fc.integer({ min: from, max: to }).map((each) => each * 30 + (each % 7 === 0 ? 7 : 0))
const waits = fc.uniqueArray(fc.integer({ min: 0, max: 8 * 48 }), { maxLength: 7 }).chain((edges) => {
  const sorted = edges.sort((a, b) => a - b).map((each) => each * 30)
  return fc.array(fc.constantFrom('customer', 'parts', 'supplier', null), { minLength: 6, maxLength: 6 }).map((kinds) =>
    kinds.flatMap((waitsFor, index): Wait[] => {
      const [from, until] = [sorted[index], sorted[index + 1]]
      return waitsFor === null || from === undefined || until === undefined ? [] : [{ from, until, waitsFor }]
    }),
  )
})
const late = fc
  .record({
    received: at(0, 96),
    delay: fc.option(at(0, 48), { nil: null }),
    length: fc.option(at(1, 200), { nil: null }),
    taken: fc.option(at(0, 250), { nil: null }),
    isOver: fc.boolean(),
    waits,
  })
  .map(({ received, delay, length, taken, isOver, waits: waited }): Late => {
    const start = delay === null ? null : received + delay
    const stop = length === null ? null : (start ?? received) + length
    return { received, start, stop, taken: taken === null ? null : received + taken, isOver, waits: waited }
  })

const hours = fc.constantFrom<Segment[]>(
  [],
  [{ from: 540, to: 1080 }],
  [
    { from: 480, to: 720 },
    { from: 780, to: 1050 },
  ],
  [{ from: 0, to: 1440 }],
)
const calendar = fc
  .record({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours })
  .map((week): Calendar => ({ id: 'c', name: { 'zh-CN': '随机', en: 'Random' }, week, closed: [] }))

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
const SHANGHAI = 8 * 60 * MINUTE

function isWorked({ week }: Calendar, minute: number): boolean {
  const wall = new Date(START + minute * MINUTE + SHANGHAI)
  const ofDay = wall.getUTCHours() * 60 + wall.getUTCMinutes()
  return (week[WEEKDAYS[wall.getUTCDay()] ?? 'sun'] ?? []).some(({ from, to }) => from <= ofDay && ofDay < to)
}

function slow(plan: Calendar, { received, start, stop, taken, isOver, waits: waited }: Late): Record<Cause, number> {
  const sums = { customer: 0, parts: 0, supplier: 0, not_assigned: 0, out_of_hours: 0, own_work: 0 }
  // Open and with nobody: still nobody's. Over and nobody recorded: it was somebody's all the time.
  const takenAt = taken ?? (isOver ? -1 : AS_OF)
  for (let minute = start ?? received; minute < (stop ?? AS_OF); minute += 1) {
    const wait = waited.find(({ from, until }) => from <= minute && minute < until)
    sums[wait?.waitsFor ?? (minute < takenAt ? 'not_assigned' : isWorked(plan, minute) ? 'own_work' : 'out_of_hours')] += 1
  }
  return sums
}

const largest = (sums: Readonly<Record<Cause, number>>): Cause =>
  CAUSES.reduce<Cause>((best, each) => (sums[each] > sums[best] ? each : best), 'customer')

const models = await readModels()
const catalogue = await readCatalogue(models)
const utc = (minute: number): string => new Date(START + minute * MINUTE).toISOString().replace('T', ' ').slice(0, 19)
const utcOrNull = (minute: number | null): string | null => (minute === null ? null : utc(minute))

async function counted(plan: Calendar, all: readonly Late[]) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  const give = async (id: string, rows: readonly Row[]) => {
    const columns = catalogue.get(id) ?? []
    await createTable(connection, id, columns)
    await fillTable(connection, id, columns, rows)
  }
  const run = async (id: string) => {
    const model = models.find((each) => each.id === id)
    if (model === undefined) throw new Error(`there is no model ${id}`)
    await connection.run(`create table ${id} as ${model.sql}`)
    return checkContract(connection, id, model.contract)
  }
  const id = (index: number) => String(index).padStart(3, '0')
  try {
    await prepareEngine(connection)
    const tables = calendarTables(
      { calendars: [plan], holidaySets: new Map() },
      { calendars: new Set(['c']), timeZone: 'Asia/Shanghai', from: '2025-02-20', until: '2025-04-01' },
    )
    await give('ref.calendar', tables.calendars)
    await give('ref.working_day', tables.days)
    await give('ref.working_span', tables.spans)
    await give('ref.day', dayRows('2025-02-15', '2025-04-05'))
    await give('ref.day_offset', dayOffsetRows())
    await give('ref.parameter', [{ as_of: utc(AS_OF), calendar_id: 'c' }])
    await give('ref.mapped_field', [{ source: 'a', entity: 'ticket', field: 'dispatched_at' }])
    await give('ref.sla_promise', [{ preset: 's', preset_version: 1, promise_id: 'p' }])
    await give('intermediate.ticket_calendar_spanned', [])
    await give('intermediate.ticket_event_ordered', [])
    await give(
      'marts.ticket',
      all.map(({ received }, index) => ({
        source: 'a',
        ticket_id: id(index),
        ticket_key: `a:${id(index)}`,
        received_at: utc(received),
      })),
    )
    await give(
      'intermediate.ticket_cycle',
      all.map(({ received, taken, isOver }, index) => ({
        ticket_key: `a:${id(index)}`,
        cycle: 1,
        started_at: utc(received),
        is_current: true,
        dispatched_at: utcOrNull(taken),
        resolved_at: isOver ? utc(AS_OF - 1) : null,
      })),
    )
    await give(
      'intermediate.ticket_wait_paired',
      all.flatMap(({ waits: waited }, index) =>
        waited.map(({ from, until, waitsFor }, order) => ({
          ticket_key: `a:${id(index)}`,
          event_order: order + 1,
          waits_for: waitsFor,
          started_at: utc(from),
          ended_at: utc(until),
        })),
      ),
    )
    await give(
      'marts.promise',
      all.map(({ start, stop }, index) => ({
        subject_kind: 'ticket',
        source: 'a',
        subject_id: id(index),
        ticket_key: `a:${id(index)}`,
        promise_id: 'p',
        cycle: 1,
        round: 1,
        preset: 's',
        preset_version: 1,
        promise_name_zh: '诺',
        promise_name_en: 'p',
        stage: 'visit',
        verdict: 'broken',
        due_at: utc(0),
        started_at: utcOrNull(start),
        stopped_at: utcOrNull(stop),
        started_on: '2025-03-03',
      })),
    )
    await run('intermediate.working_hour_tiled')
    const checks = [...(await run('marts.promise_delay_piece')), ...(await run('marts.promise_delay'))]
    expect(checks.filter(({ failures }) => failures > 0)).toEqual([])
    const reader = await connection.runAndReadAll(
      `select customer_wait_minutes, parts_wait_minutes, supplier_wait_minutes, not_assigned_minutes, out_of_hours_minutes, own_work_minutes,
         principal_cause from marts.promise_delay order by subject_id`,
    )
    return reader
      .getRows()
      .map((row) => ({ minutes: row.slice(0, 6).map((each) => Math.round(Number(each) * 1e6) / 1e6), cause: row[6] }))
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

test('what the time of broken promises went into is that of a slow walk', async () => {
  await fc.assert(
    fc.asyncProperty(calendar, fc.array(late, { minLength: 20, maxLength: 40 }), async (plan, all) => {
      const walked = all.map((each) => slow(plan, each))
      expect(await counted(plan, all)).toEqual(
        walked.map((sums) => ({ minutes: CAUSES.map((cause) => sums[cause]), cause: largest(sums) })),
      )
    }),
    { numRuns: 20, seed: 20250303 },
  )
}, 120_000)

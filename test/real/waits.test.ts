/** Waits of real event logs become pauses: each pause and its sum against the log itself, read by other means. */
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { copied, publishHome } from '../published.ts'
import { hasRealData, realData } from './data.ts'
import { readReal, type Rec } from './records.ts'

const MINUTE = 60_000

interface Step {
  readonly at: number
  /** Words of the log in the order of the work: what is written down in one second happened in this order. */
  readonly kind: 'wait' | 'go' | 'end'
}

const ORDER = { wait: 0, go: 1, end: 2 } as const

/** The waits of each case, ms UTC: from a wait to whatever is written next; one that nothing ends lasts until `until`. */
function waitsOf(steps: ReadonlyMap<string, readonly Step[]>, until: number): Map<string, { from: number; to: number }[]> {
  const waits = new Map<string, { from: number; to: number }[]>()
  for (const [id, unsorted] of steps) {
    const sorted = unsorted.toSorted((a, b) => a.at - b.at || ORDER[a.kind] - ORDER[b.kind])
    waits.set(
      id,
      sorted.flatMap(({ at, kind }, index) => (kind === 'wait' ? [{ from: at, to: sorted[index + 1]?.at ?? until }] : [])),
    )
  }
  return waits
}

function stepsOf(
  records: readonly Rec[],
  id: string,
  word: string,
  stamp: (record: Rec) => number,
  kinds: Record<string, Step['kind']>,
) {
  const steps = new Map<string, Step[]>()
  for (const record of records) {
    const kind = kinds[record[word] ?? '']
    if (kind === undefined) continue
    const list = steps.get(record[id] ?? '') ?? []
    steps.set(record[id] ?? '', list)
    list.push({ at: stamp(record), kind })
  }
  return steps
}

const utc = (text: unknown): number => Date.parse(`${String(text).replace(' ', 'T')}Z`)

describe.skipIf(!hasRealData)('waits of real logs', () => {
  beforeAll(() => {
    process.env['AFTERCARE_REAL_DATA'] = realData()
  })

  test.each([
    {
      name: 'helpdesk',
      file: 'helpdesk.csv',
      cases: 4580,
      written: 1463,
      limitMinutes: 10 * 1440,
      steps: (records: readonly Rec[]) =>
        stepsOf(records, 'Case ID', 'Activity', (each) => utc(each['Complete Timestamp']?.replaceAll('/', '-')), {
          Wait: 'wait',
          'Take in charge ticket': 'go',
          'Resolve ticket': 'end',
          Closed: 'end',
        }),
    },
    {
      name: 'problems',
      file: 'problems_2013_closed.csv',
      cases: 1487,
      written: 527,
      limitMinutes: 90 * 1440,
      steps: (records: readonly Rec[]) =>
        stepsOf(records, 'case:concept:name', 'lifecycle:transition', (each) => Date.parse(each['time:timestamp'] ?? ''), {
          Wait: 'wait',
          'In Progress': 'go',
          Assigned: 'go',
          'Awaiting Assignment': 'go',
          Closed: 'end',
          Cancelled: 'end',
        }),
    },
  ])(
    '$name: pauses are the waits of the log, cut to the promise, and nothing else',
    async ({ name, file, cases, written, limitMinutes, steps }) => {
      const records = await readReal('utf-8', 'tickets', file)
      const home = await publishHome(copied(path.join(import.meta.dirname, 'homes', name)))
      const parameter = await home.row('SELECT as_of::VARCHAR AS as_of FROM ref.parameter')
      const log = steps(records)
      const waits = waitsOf(log, utc(parameter['as_of']))
      expect([...log.values()].flat().filter(({ kind }) => kind === 'wait')).toHaveLength(written)
      expect(await home.row('SELECT count(*)::INTEGER AS n FROM marts.ticket')).toEqual({ n: cases })

      const promises =
        await home.query(`SELECT subject_id, round, started_at::VARCHAR AS started_at, stopped_at::VARCHAR AS stopped_at,
      elapsed_minutes, paused_minutes, net_minutes, due_at::VARCHAR AS due_at, verdict FROM marts.promise WHERE verdict IN ('kept', 'broken') AND stopped_at IS NOT NULL`)
      expect(promises.length).toBeGreaterThan(cases * 0.9)
      let paused = 0
      for (const each of promises) {
        const [start, stop] = [utc(each['started_at']), utc(each['stopped_at'])]
        const within = (waits.get(String(each['subject_id'])) ?? []).map(({ from, to }) =>
          Math.max(0, Math.min(to, stop) - Math.max(from, start)),
        )
        const expected = within.reduce((sum, part) => sum + part, 0) / MINUTE
        const net = (stop - start) / MINUTE - expected
        const id = `${String(each['subject_id'])} ${String(each['round'])}`
        expect([id, Number(each['paused_minutes'])]).toEqual([id, expect.closeTo(expected, 6)])
        expect([id, Number(each['net_minutes'])]).toEqual([id, expect.closeTo(net, 6)])
        expect([id, each['verdict']]).toEqual([id, net <= limitMinutes ? 'kept' : 'broken'])
        paused += Number(each['paused_minutes'])
      }
      expect(paused).toBeGreaterThan(0)
      // Pieces tell the same.
      const pieces = await home.row(`SELECT sum(q.minutes) AS minutes FROM marts.promise_piece AS q
      INNER JOIN marts.promise AS p ON p.ticket_key = q.ticket_key AND p.promise_id = q.promise_id AND p.cycle = q.cycle
      WHERE q.waits_for = 'customer' AND p.verdict IN ('kept', 'broken') AND p.stopped_at IS NOT NULL`)
      expect(Number(pieces['minutes'])).toBeCloseTo(paused, 3)
    },
    180_000,
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { activeLoads, readLoads } from '../../../pipeline/lake/ledger.ts'
import { csv, makeHome, type TestHome } from '../ingest/test-home.ts'

const SOURCE = `
files: ["t_*.csv"]
maps:
  - entity: ticket
    where: "kind is distinct from 'x'"
    columns: { ticket_id: id, received_at: at, status: state }
`
const HEADER = ['id', 'at', 'state', 'kind']
type Row = readonly [string, string, string, string]
const at = (hour: number) => `2025-01-01 ${String(hour).padStart(2, '0')}:00`

/** The latest version of each key: by load, then by record. */
const latest = (it: TestHome) =>
  it.query(
    `SELECT ticket_id, status FROM lake.ticket QUALIFY row_number() OVER (PARTITION BY source, ticket_id ORDER BY load_sequence DESC, source_row DESC) = 1 ORDER BY ticket_id`,
  )

test('the same file twice changes nothing; under another name neither', async () => {
  const it = await makeHome()
  await it.source('t', SOURCE)
  const content = csv(HEADER, [['1', at(1), 'open', '']])
  await it.file('t_1.csv', content)
  await it.ingest()
  await it.file('t_2.csv', content)
  const report = await it.ingest()
  expect(report.files.map(({ outcome }) => outcome)).toEqual(['already_loaded', 'already_loaded'])
  expect(await readLoads(it.home.paths)).toHaveLength(1)
})

test('an overlapping re-send adds its news; a changed row is a new version, a row changed back as well', async () => {
  const it = await makeHome()
  await it.source('t', SOURCE)
  await it.file(
    't_1.csv',
    csv(HEADER, [
      ['1', at(1), 'open', ''],
      ['2', at(2), 'open', ''],
    ]),
  )
  await it.file(
    't_2.csv',
    csv(HEADER, [
      ['1', at(1), 'closed', ''],
      ['2', at(2), 'open', ''],
      ['3', at(3), 'open', ''],
      ['3', at(3), 'open', ''],
      ['3', at(3), 'closed', ''],
    ]),
  )
  await it.file('t_3.csv', csv(HEADER, [['1', at(1), 'open', '']]))
  const report = await it.ingest()
  expect(report.files.map(({ load }) => [load.maps[0]?.accepted, load.maps[0]?.duplicates])).toEqual([
    [2, 0],
    [3, 2],
    [1, 0],
  ])
  expect(await latest(it)).toEqual([
    { ticket_id: '1', status: 'open' },
    { ticket_id: '2', status: 'open' },
    { ticket_id: '3', status: 'closed' },
  ])
})

test('a changed mapping reads the file anew in the place of the old load', async () => {
  const it = await makeHome()
  await it.source('t', SOURCE)
  await it.file('t_1.csv', csv(HEADER, [['1', at(1), 'open', '']]))
  await it.file('t_2.csv', csv(HEADER, [['1', at(1), 'closed', '']]))
  await it.ingest()
  await it.source('t', SOURCE.replace('status: state', 'status: { from: state, values: { open: offen, closed: fertig } }'))
  const report = await it.ingest()
  const loads = await readLoads(it.home.paths)
  expect(
    loads.map(({ load_id, sequence, supersedes }) => [load_id.slice(0, 6), sequence, supersedes?.slice(0, 6) ?? null]),
  ).toEqual([
    ['000001', 1, null],
    ['000003', 1, '000001'],
    ['000002', 2, null],
    ['000004', 2, '000002'],
  ])
  expect(report.files.map(({ load }) => load.maps[0]?.accepted)).toEqual([1, 1])
  expect(activeLoads(loads)).toHaveLength(2)
  expect(await latest(it)).toEqual([{ ticket_id: '1', status: 'fertig' }])
  // Back to the old mapping: what was superseded stays so, the file is read once more.
  await it.source('t', SOURCE)
  await it.ingest()
  expect(activeLoads(await readLoads(it.home.paths)).map(({ load_id }) => load_id.slice(0, 6))).toEqual(['000005', '000006'])
  expect(await latest(it)).toEqual([{ ticket_id: '1', status: 'closed' }])
})

test('an event is the same by all its fields, empty ones included', async () => {
  const it = await makeHome()
  const file = await it.file(
    'e1.csv',
    'ticket_id,at,event,value\n1,2025-01-01 08:00,assigned,\n1,2025-01-01 08:00,assigned,\n1,2025-01-01 08:00,assigned,a\n1,2025-01-01 09:00,assigned,\n',
  )
  const more = await it.file('e2.csv', 'ticket_id,at,event\n1,2025-01-01 08:00,assigned\n1,2025-01-01 10:00,assigned\n')
  const report = await it.ingest({ as: 'ticket_event', paths: [file, more] })
  expect(report.files.map(({ load }) => [load.maps[0]?.accepted, load.maps[0]?.duplicates])).toEqual([
    [3, 1],
    [1, 1],
  ])
})

const rowArbitrary: fc.Arbitrary<Row> = fc.tuple(
  fc.constantFrom('1', '2', '3', '4', ''),
  fc.constantFrom(at(1), at(2), 'never'),
  fc.constantFrom('open', 'closed', ''),
  fc.constantFrom('', 'x'),
)

test('every row is accounted for, versions are as a slow count has them, and a second run changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(rowArbitrary, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 }),
      async (files) => {
        const it = await makeHome()
        await it.source('t', SOURCE)
        for (const [index, rows] of files.entries()) await it.file(`t_${index}.csv`, csv(HEADER, rows))
        const report = await it.ingest()
        expect(report.exitCode).toBe(0)
        const expected = countSlowly(files)
        const loaded = report.files.filter(({ outcome }) => outcome === 'loaded')
        expect(
          loaded.map(
            ({
              load: {
                maps: [map],
              },
            }) => [map?.rows, map?.accepted, map?.rejected, map?.duplicates, map?.not_selected],
          ),
        ).toEqual(expected.counts)
        for (const { load } of loaded) {
          for (const map of load.maps) expect(map.rows).toBe(map.accepted + map.rejected + map.duplicates + map.not_selected)
        }
        if (expected.latest.size > 0) {
          expect(await latest(it)).toEqual(
            [...expected.latest].sort().map(([ticket_id, version]) => ({ ticket_id, status: version.split('|')[1] || null })),
          )
        }
        const again = await it.ingest()
        expect(again.files.every(({ outcome }) => outcome === 'already_loaded')).toBe(true)
        expect(await readLoads(it.home.paths)).toHaveLength(loaded.length)
      },
    ),
    { numRuns: 15, seed: 20250601 },
  )
}, 120_000)

/** Plain JavaScript, one row after the other. */
function countSlowly(files: readonly (readonly Row[])[]): { counts: number[][]; latest: Map<string, string> } {
  const versions = new Map<string, string>()
  const seen = new Set<string>()
  const counts: number[][] = []
  for (const rows of files) {
    const content = csv(HEADER, rows)
    if (seen.has(content)) continue
    seen.add(content)
    const count = { accepted: 0, rejected: 0, duplicates: 0, notSelected: 0 }
    for (const [id, received, state, kind] of rows) {
      if (kind === 'x') count.notSelected++
      else if (id === '' || received === 'never') count.rejected++
      else if (versions.get(id) === `${received}|${state}`) count.duplicates++
      else {
        count.accepted++
        versions.set(id, `${received}|${state}`)
      }
    }
    counts.push([rows.length, count.accepted, count.rejected, count.duplicates, count.notSelected])
  }
  return { counts, latest: versions }
}

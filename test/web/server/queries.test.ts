import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { globSync } from 'tinyglobby'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { namedQuery } from '../../../web/src/lib/server/named-query.ts'
import { queries } from '../../../web/src/lib/server/queries.ts'
import { HOLDER_DEFAULTS, WarehouseHolder, type Lease } from '../../../web/src/lib/server/warehouse.ts'
import { emptyHome, publishFixture } from '../fixture.ts'

let folder: string
let holder: WarehouseHolder
let lease: Lease

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aftercare-queries-'))
  const home = await emptyHome(folder)
  await publishFixture(home, { weeks: 20 })
  holder = new WarehouseHolder(home, { ...HOLDER_DEFAULTS, timeoutMilliseconds: 500, maxRows: 5000, log: () => {} })
  await holder.start()
  const held = holder.lease()
  if (held === null) throw new Error('the fixture is not served')
  lease = held
})
afterAll(async () => {
  lease.release()
  await holder.close()
  await rm(folder, { recursive: true, force: true })
})

const series = { grain: 'week', slice: 'all', slice_value: 'all', periods: 10 }

test('every text of sql/queries belongs to one named query with a schema, and each of these has a text', async () => {
  const cwd = path.join(import.meta.dirname, '..', '..', '..')
  const texts = globSync('sql/queries/*.sql', { cwd }).map((file) => path.basename(file, '.sql'))
  const server = globSync('web/src/lib/server/**/*.ts', { cwd })
  const commandLine = globSync('pipeline/explain/*.ts', { cwd })
  const namedIn = async (modules: readonly string[]) => {
    const code = await Promise.all(modules.map((file) => readFile(path.join(cwd, file), 'utf8')))
    return code.flatMap((each) => [...each.matchAll(/\bquery\(\s*'([a-z_0-9]+)'/g)].map((match) => match[1]))
  }
  const served = await namedIn(server)
  expect(served.length, 'the server names each once').toBe(new Set(served).size)
  expect([...new Set([...served, ...(await namedIn(commandLine))])].sort()).toEqual(texts.sort())
})

test('the queries of every page give rows that fit their schemas', async () => {
  expect(await lease.rows(queries.site)).toHaveLength(1)
  expect((await lease.rows(queries.kpiCatalogue)).length).toBeGreaterThan(13)
  const rows = await lease.rows(queries.kpiSeries, series)
  expect(rows.filter(({ kpi_id }) => kpi_id === 'response_kept_rate')).toHaveLength(10)
  expect((await lease.rows(queries.sliceValues, { grain: 'week' })).map(({ slice }) => slice)).toContain('region')
  expect(await lease.rows(queries.sources)).toHaveLength(1)
})

test('parameters are bound, never pasted', async () => {
  expect(await lease.rows(queries.kpiSeries, { ...series, slice_value: "all' or 'a' = 'a" })).toEqual([])
})

test('a missing, an unknown and an ill-typed parameter are refused', async () => {
  for (const parameters of [
    { grain: 'week' },
    { ...series, more: 1 },
    { ...series, periods: 'ten' },
    { ...series, periods: 1.5 },
  ]) {
    await expect(lease.rows(queries.kpiSeries, parameters)).rejects.toMatchObject({ code: 'query.bad_parameter' })
  }
})

test('a row that is not what the page expects is an error, not a figure', async () => {
  const query = namedQuery(
    'infinite',
    '-- parameters:\nselect cast(1e308 * 10 as double) as value',
    z.object({ value: z.number() }),
  )
  await expect(lease.rows(query)).rejects.toMatchObject({ code: 'query.bad_row' })
})

test('a query that takes too long is interrupted, and the next one runs', async () => {
  const slow = namedQuery(
    'slow',
    '-- parameters:\nselect count(*)::double as n from range(100000000) a, range(1000) b where (a.range * b.range) % 7 = 3',
    z.object({ n: z.number() }),
  )
  const started = performance.now()
  await expect(lease.rows(slow)).rejects.toMatchObject({ code: 'query.timeout' })
  expect(performance.now() - started).toBeLessThan(5000)
  expect(await lease.rows(queries.sources)).toHaveLength(1)
})

test('a query with too many rows is refused', async () => {
  const many = namedQuery('many', '-- parameters:\nselect range::double as n from range(10000)', z.object({ n: z.number() }))
  await expect(lease.rows(many)).rejects.toMatchObject({ code: 'query.too_many_rows' })
})

test.each([
  "select * from read_csv('/etc/passwd')",
  "copy (select 1) to '/tmp/aftercare-must-not-exist.csv'",
  "attach '/tmp/aftercare-must-not-exist.duckdb'",
  'set enable_external_access = true',
  'install httpfs',
  'create table ref.x (a integer)',
])('the served warehouse refuses: %s', async (sql) => {
  const query = namedQuery('hostile', `-- parameters:\n${sql}`, z.unknown())
  await expect(lease.rows(query)).rejects.toMatchObject({ code: 'query.failed' })
})

test.each([
  ['select 1', 'no line'],
  ['-- parameters: grain\nselect $grain', 'type'],
  ['-- parameters: grain VARCHAR\nselect $grain, $slice', 'does not declare'],
  ['-- parameters: grain VARCHAR, slice VARCHAR\nselect $grain', 'does not use'],
])('a header that does not fit the text is refused: %s', (sql, message) => {
  expect(() => namedQuery('bad', sql, z.unknown())).toThrow(new RegExp(message))
})

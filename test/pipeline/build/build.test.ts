import { createHash } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openWarehouse, readLastBuild, readPointer, warehouseFile } from '../../../contracts/warehouse.ts'
import { build } from '../../../pipeline/build/build.ts'
import { loadHome, type Home } from '../../../pipeline/home/config.ts'
import { CHAIN, contract, ingestTickets, model, smallHome, sqlFolder } from './home.ts'

/** Rows of the published warehouse. */
async function ask(home: Home, sql: string): Promise<unknown[][]> {
  const pointer = await readPointer(home.paths)
  if (pointer === null) throw new Error('nothing is published')
  const instance = await openWarehouse(warehouseFile(home.paths, pointer))
  const connection = await instance.connect()
  try {
    return (await connection.runAndReadAll(sql)).getRowsJson()
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** One hash a mart over all its rows, whatever their order. */
async function hashMarts(home: Home): Promise<Record<string, string>> {
  const tables = await ask(
    home,
    "select table_name from information_schema.tables where table_schema = 'marts' order by table_name",
  )
  const hashes: Record<string, string> = {}
  for (const [table] of tables) {
    const rows = await ask(home, `select cast(to_json(t) as varchar) as row from marts."${String(table)}" as t order by row`)
    hashes[String(table)] = `${rows.length} ${createHash('sha256').update(JSON.stringify(rows)).digest('hex')}`
  }
  return hashes
}

test('the same lake, reference and moment give the same marts; only ids and times of the build differ', async () => {
  const { home, effects } = await smallHome()
  const first = await build(home, {}, effects)
  const before = await hashMarts(home)
  const second = await build(home, {}, effects)
  expect(second?.pointer.build_id).not.toBe(first?.pointer.build_id)
  expect(Object.keys(before).length).toBeGreaterThan(10)
  expect(await hashMarts(home)).toEqual(before)
})

test('the real models on a small home: three tickets, one reject, everything accounted for', async () => {
  const { home, effects } = await smallHome()
  const result = await build(home, {}, effects)
  expect(result?.checks.filter((each) => each.failures > 0)).toEqual([])
  expect(await ask(home, 'select ticket_id, received_on from marts.ticket order by ticket_id')).toEqual([
    ['1', '2025-01-06'],
    ['2', '2025-01-08'],
    ['3', '2025-02-08'],
  ])
  expect(await ask(home, 'select rows, accepted, rejected, is_active from meta.load')).toEqual([[4, 3, 1, true]])
  expect(await ask(home, 'select source_row, field from meta.reject')).toEqual([[4, 'received_at']])
  expect(await ask(home, 'select count(*) from meta.model_run')).toEqual([[String(result?.runs.length)]])
  expect(await ask(home, 'select as_of, time_zone, data_until from ref.parameter')).toEqual([
    ['2025-02-20 00:00:00', 'Asia/Shanghai', '2025-02-08 01:00:00'],
  ])
})

test('only what readers may see is published, and nothing of the build stays behind', async () => {
  const { home, effects } = await smallHome()
  const result = await build(home, {}, effects)
  const schemas = await ask(home, 'select distinct table_schema from information_schema.tables order by 1')
  expect(schemas.flat()).not.toContain('lake')
  expect(schemas.flat()).not.toContain('staging')
  expect(await readdir(home.paths.versions)).toEqual([`${String(result?.pointer.build_id)}.duckdb`])
  expect(await readdir(home.paths.scratch)).toEqual([])
  expect(await readLastBuild(home.paths)).toMatchObject({ status: 'published', build_id: result?.pointer.build_id })
})

test('as_of: an argument wins over the home, data is the newest fact, nothing later is known', async () => {
  const { home, effects } = await smallHome(['as_of: data'])
  await build(home, {}, effects)
  expect((await readPointer(home.paths))?.as_of).toBe('2025-02-08T01:00:00.000Z')
  await build(home, { asOf: '2025-01-07T08:00:00+08:00' }, effects)
  expect((await readPointer(home.paths))?.as_of).toBe('2025-01-07T00:00:00.000Z')
  expect(await ask(home, 'select ticket_id, resolved_at from marts.ticket')).toEqual([['1', null]])
  await expect(build(home, { asOf: 'yesterday' }, effects)).rejects.toMatchObject({ code: 'build.as_of_invalid' })
})

test('an empty lake gives an empty warehouse, and no moment when it is to come from the data', async () => {
  const { home, effects } = await smallHome()
  await rm(home.paths.lake, { recursive: true })
  await build(home, {}, effects)
  expect(await ask(home, 'select count(*) from marts.ticket')).toEqual([['0']])
  expect((await readPointer(home.paths))?.data_until).toBeNull()
  await expect(build(home, { asOf: 'data' }, effects)).rejects.toMatchObject({ code: 'build.no_data' })
})

test('a superseded load is out, a later version of a row wins', async () => {
  const { home, effects } = await smallHome()
  await ingestTickets(home, effects, ['ticket_id,received_at,status', '1,2025-01-06T01:00:00Z,reopened'], 'later.csv')
  await build(home, {}, effects)
  expect(await ask(home, "select status from marts.ticket where ticket_id = '1'")).toEqual([['reopened']])
  expect(await ask(home, 'select count(*) from marts.ticket')).toEqual([['3']])
})

test('without a change there is nothing to do; a change of the configuration is one', async () => {
  const { home, effects } = await smallHome()
  expect(await build(home, { ifChanged: true }, effects)).not.toBeNull()
  expect(await build(home, { ifChanged: true }, effects)).toBeNull()
  const config = await readFile(home.paths.config, 'utf8')
  await writeFile(home.paths.config, `${config}currency: EUR\n`)
  expect(await build(await loadHome(home.paths.root), { ifChanged: true }, effects)).not.toBeNull()
})

const failing: [string, Record<string, string>, string][] = [
  [
    'a type that the contract does not have',
    { 'marts/ticket.yaml': contract().replace('VARCHAR', 'INTEGER') },
    'model.contract_broken',
  ],
  [
    'a null in a required column',
    { 'marts/ticket.sql': model("select nullif(t.ticket_id, '1') as ticket_id from intermediate.ticket_kept as t") },
    'model.contract_broken',
  ],
  [
    'a key that repeats',
    {
      'marts/ticket.sql': model(
        'select t.ticket_id from intermediate.ticket_kept as t union all select t.ticket_id from intermediate.ticket_kept as t',
      ),
    },
    'model.contract_broken',
  ],
  [
    'an invariant that does not hold',
    { 'marts/ticket.yaml': contract('invariants: [{ id: low, holds: "ticket_id < \'3\'" }]\n') },
    'model.contract_broken',
  ],
  [
    'a statement that cannot run',
    { 'marts/ticket.sql': model('select t.nothing as ticket_id from intermediate.ticket_kept as t') },
    'model.failed',
  ],
  [
    'a failed audit',
    { 'audits/none.sql': '-- severity: error\n-- why: there are no tickets\nselect t.ticket_id from marts.ticket as t\n' },
    'audit.failed',
  ],
  [
    'an audit that cannot run',
    { 'audits/none.sql': '-- severity: error\n-- why: nothing\nselect t.x from marts.nothing as t\n' },
    'audit.not_runnable',
  ],
]

test.each(failing)('%s leaves the served version as it is and says why', async (_, files, code) => {
  const { home, effects } = await smallHome()
  await build(home, { sqlFolder: await sqlFolder(CHAIN) }, effects)
  const served = await readFile(home.paths.currentPointer, 'utf8')
  const broken = await sqlFolder({ ...CHAIN, ...files })
  await expect(build(home, { sqlFolder: broken }, effects)).rejects.toMatchObject({ code, exitCode: 1 })
  expect(await readFile(home.paths.currentPointer, 'utf8')).toBe(served)
  expect(await readdir(home.paths.versions)).toHaveLength(1)
  expect(await readdir(home.paths.scratch)).toEqual([])
  expect(await readLastBuild(home.paths)).toMatchObject({ status: 'failed', as_of: '2025-02-20T00:00:00.000Z', error: { code } })
  expect(await ask(home, 'select count(*) from marts.ticket')).toEqual([['3']])
  await build(home, { sqlFolder: await sqlFolder(CHAIN) }, effects)
  expect(await readLastBuild(home.paths)).toMatchObject({ status: 'published' })
})

test('a warning is counted and does not stop the build', async () => {
  const { home, effects } = await smallHome()
  const folder = await sqlFolder({
    ...CHAIN,
    'audits/some.sql': '-- severity: warning\n-- why: tickets are suspicious\nselect t.ticket_id from marts.ticket as t\n',
  })
  await build(home, { sqlFolder: folder }, effects)
  expect(await ask(home, 'select audits_warned from meta.build')).toEqual([[1]])
  expect(await ask(home, "select severity, failures, meaning from meta.audit_result where kind = 'audit'")).toEqual([
    ['warning', 3, 'tickets are suspicious'],
  ])
})

test('a kept intermediate model is published, others are not', async () => {
  const { home, effects } = await smallHome()
  const folder = await sqlFolder({
    ...CHAIN,
    'intermediate/ticket_kept.sql': model('select t.ticket_id from staging.ticket as t', '-- keep: true'),
    'marts/also.sql': model('select t.ticket_id from intermediate.ticket_kept as t', '-- materialized: view'),
    'marts/also.yaml': contract(),
  })
  await build(home, { sqlFolder: folder }, effects)
  expect(await ask(home, 'select count(*) from intermediate.ticket_kept')).toEqual([['3']])
  expect(await ask(home, 'select count(*) from marts.also')).toEqual([['3']])
})

test('a batch that is gone is an error that names it', async () => {
  const { home, effects } = await smallHome()
  await rm(path.join(home.paths.lake, 'ticket'), { recursive: true })
  await expect(build(home, {}, effects)).rejects.toMatchObject({ code: 'lake.batch_unreadable', exitCode: 3 })
  expect(await readPointer(home.paths)).toBeNull()
})

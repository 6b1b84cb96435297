import { createHash } from 'node:crypto'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readLastBuild, readPointer } from '../../../contracts/warehouse.ts'
import { build } from '../../../pipeline/build/build.ts'
import { loadHome, type Home } from '../../../pipeline/home/config.ts'
import { ingest } from '../../../pipeline/ingest/ingest.ts'
import { engine } from '../../../pipeline/source/engine.ts'
import { ask, CHAIN, contract, model, smallHome, sqlFolder } from './home.ts'

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

test('the real models on a small home: everything accounted for, built again the same', async () => {
  const { home, effects } = await smallHome()
  const first = await build(home, {}, effects)
  expect(first?.checks.filter((each) => each.failures > 0)).toEqual([])
  expect(await ask(home, 'select ticket_id, received_on from marts.ticket order by ticket_id')).toEqual([
    ['1', '2025-01-06'],
    ['2', '2025-01-08'],
    ['3', '2025-02-08'],
  ])
  expect(await ask(home, 'select rows, accepted, rejected, is_active from meta.load')).toEqual([[4, 3, 1, true]])
  expect(await ask(home, 'select source_row, field from meta.reject')).toEqual([[4, 'received_at']])
  expect(await ask(home, 'select count(*) from meta.model_run')).toEqual([[String(first?.runs.length)]])
  expect(await ask(home, 'select as_of, time_zone, data_until from ref.parameter')).toEqual([
    ['2025-02-20 00:00:00', 'Asia/Shanghai', '2025-02-08 01:00:00'],
  ])
  // Only what readers may see is published, and nothing of the build stays behind.
  const schemas = (await ask(home, 'select distinct table_schema from information_schema.tables')).flat()
  expect(schemas).not.toContain('lake')
  expect(schemas).not.toContain('staging')
  expect(await readdir(home.paths.versions)).toEqual([`${String(first?.pointer.build_id)}.duckdb`])
  expect(await readdir(home.paths.scratch)).toEqual([])
  expect(await readLastBuild(home.paths)).toMatchObject({ status: 'published', build_id: first?.pointer.build_id })
  // The same lake, reference and moment give the same marts; only the build's id and times differ.
  const before = await hashMarts(home)
  expect(Object.keys(before).length).toBeGreaterThan(10)
  const second = await build(home, {}, effects)
  expect(second?.pointer.build_id).not.toBe(first?.pointer.build_id)
  expect(await hashMarts(home)).toEqual(before)
})

const WITH_STATUS: Readonly<Record<string, string>> = {
  'staging/ticket.sql': model("select l.ticket_id || ' ' || coalesce(l.status, '') as ticket_id from lake.ticket as l"),
  'staging/ticket.yaml': contract(),
  'intermediate/ticket_kept.sql': model('select t.ticket_id from staging.ticket as t'),
  'intermediate/ticket_kept.yaml': contract(),
  'marts/ticket.sql': model('select t.ticket_id from intermediate.ticket_kept as t'),
  'marts/ticket.yaml': contract(),
}

test('as_of: an argument wins over the home, data is the newest fact', async () => {
  const { home, effects } = await smallHome(['as_of: data'])
  const folder = await sqlFolder(CHAIN)
  await build(home, { sqlFolder: folder }, effects)
  expect((await readPointer(home.paths))?.as_of).toBe('2025-02-08T01:00:00.000Z')
  await build(home, { sqlFolder: folder, asOf: '2025-01-07T08:00:00+08:00' }, effects)
  expect((await readPointer(home.paths))?.as_of).toBe('2025-01-07T00:00:00.000Z')
  expect(await ask(home, 'select as_of, as_of_date from ref.parameter')).toEqual([['2025-01-07 00:00:00', '2025-01-07']])
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

test('a load that another supersedes is out of the build and stays in the record', async () => {
  const { home, effects } = await smallHome()
  await rm(home.paths.lake, { recursive: true })
  await writeFile(path.join(home.paths.inbox, 'cases.csv'), 'no,at,state\n7,2025-01-06T01:00:00Z,fertig\n')
  const source = path.join(home.paths.sources, 'cases.yaml')
  const yaml = 'files: [cases.csv]\nmaps:\n  - entity: ticket\n    columns: { ticket_id: no, received_at: at, status: STATUS }\n'
  for (const status of ['state', '{ constant: closed }']) {
    await writeFile(source, yaml.replace('STATUS', status))
    await ingest(home, {}, effects)
  }
  await build(home, { sqlFolder: await sqlFolder(WITH_STATUS) }, effects)
  expect(await ask(home, 'select ticket_id from marts.ticket')).toEqual([['7 closed']])
  expect(await ask(home, 'select load_sequence, is_active from meta.load order by is_active')).toEqual([
    [1, false],
    [1, true],
  ])
})

test('without a change there is nothing to do; a change of the configuration is one', async () => {
  const { home, effects } = await smallHome()
  const options = { ifChanged: true, sqlFolder: await sqlFolder(CHAIN) }
  expect(await build(home, options, effects)).not.toBeNull()
  expect(await build(home, options, effects)).toBeNull()
  const config = await readFile(home.paths.config, 'utf8')
  await writeFile(home.paths.config, `${config}currency: EUR\n`)
  expect(await build(await loadHome(home.paths.root), options, effects)).not.toBeNull()
})

test('a home that stands at now is built again when the hour has passed, though nothing was loaded', async () => {
  const { home, effects } = await smallHome()
  const options = { ifChanged: true, asOf: 'now', sqlFolder: await sqlFolder(CHAIN) }
  const later = (minutes: number) => ({ ...effects, now: () => new Date(effects.now().getTime() + minutes * 60_000) })
  expect(await build(home, options, effects)).not.toBeNull()
  expect(await build(home, options, later(59))).toBeNull()
  expect(await build(home, options, later(61))).not.toBeNull()
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

test('a table is stored in the order that its header says', async () => {
  const { home, effects } = await smallHome()
  const statement = 'select t.ticket_id from staging.ticket as t order by t.ticket_id desc'
  const folder = await sqlFolder({ ...CHAIN, 'intermediate/ticket_kept.sql': model(statement, '-- order: ticket_id') })
  await build(home, { sqlFolder: folder }, effects)
  const stored = await ask(home, 'select ticket_id from marts.ticket')
  expect(stored.length).toBe(3)
  expect(stored).toEqual(stored.toSorted())
})

/** Writes the only batch of tickets anew without a column, as an earlier version of the program would have. */
async function dropColumn(home: Home, column: string): Promise<void> {
  const folder = path.join(home.paths.lake, 'ticket')
  const [file = ''] = await readdir(folder)
  const batch = path.join(folder, file)
  await engine((connection) =>
    connection.run(`COPY (SELECT * EXCLUDE (${column}) FROM read_parquet('${batch}')) TO '${batch}.new' (FORMAT parquet)`),
  )
  await rename(`${batch}.new`, batch)
}

test('a field that came with a later version is null in the batches of an earlier one', async () => {
  const { home, effects } = await smallHome()
  await dropColumn(home, 'serial_no')
  await build(home, {}, effects)
  expect(await ask(home, 'select count(*)::integer, count(t.serial_no)::integer from marts.ticket as t')).toEqual([[3, 0]])
})

test('a batch without a field that is required is no batch', async () => {
  const { home, effects } = await smallHome()
  await dropColumn(home, 'received_at')
  await expect(build(home, {}, effects)).rejects.toMatchObject({ code: 'lake.batch_unreadable' })
})

test('a batch that is gone is an error that names it', async () => {
  const { home, effects } = await smallHome()
  await rm(path.join(home.paths.lake, 'ticket'), { recursive: true })
  await expect(build(home, {}, effects)).rejects.toMatchObject({ code: 'lake.batch_unreadable', exitCode: 3 })
  expect(await readPointer(home.paths)).toBeNull()
})

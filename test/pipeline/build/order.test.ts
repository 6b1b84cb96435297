import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, expect, test } from 'vitest'
import { readModels } from '../../../pipeline/build/model.ts'
import { orderModels } from '../../../pipeline/build/order.ts'
import { CHAIN, contract, model, sqlFolder } from './home.ts'

const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()
afterAll(() => {
  connection.closeSync()
  instance.closeSync()
})

const TABLES = new Set(['lake.ticket', 'ref.parameter'])

async function order(files: Readonly<Record<string, string>>) {
  return orderModels(connection, await readModels(await sqlFolder(files)), TABLES)
}
const pair = (id: string, sql: string, more = ''): Record<string, string> => {
  const name = id.replace('.', '/')
  return { [`${name}.sql`]: model(sql, more), [`${name}.yaml`]: contract() }
}

test('models run after what they read, else by layer and name, whatever the files are called', async () => {
  const ordered = await order({
    ...CHAIN,
    ...pair('intermediate.a_last', 'select t.ticket_id from intermediate.ticket_kept as t'),
    ...pair('marts.a_first', 'select t.ticket_id from marts.ticket as t'),
  })
  expect(ordered.map((each) => each.id)).toEqual([
    'staging.ticket',
    'intermediate.ticket_kept',
    'intermediate.a_last',
    'marts.ticket',
    'marts.a_first',
  ])
  expect(ordered[4]?.dependsOn).toEqual(['marts.ticket'])
})

test('CTEs are no tables, tables inside them and inside subqueries are', async () => {
  const [first] = await order(
    pair(
      'staging.ticket',
      'with p as (select x.as_of from ref.parameter as x) select l.ticket_id from lake.ticket as l where l.received_at <= (select max(p.as_of) as m from p)',
    ),
  )
  expect(first?.dependsOn).toEqual(['lake.ticket', 'ref.parameter'])
})

test('a circle is named', async () => {
  const files = {
    ...pair('marts.a', 'select b.ticket_id from marts.b as b'),
    ...pair('marts.b', 'select c.ticket_id from marts.c as c'),
    ...pair('marts.c', 'select a.ticket_id from marts.a as a'),
  }
  await expect(order(files)).rejects.toMatchObject({ code: 'model.cycle', value: 'marts.a → marts.b → marts.c → marts.a' })
})

test.each([
  [
    'a mart reads staging',
    { ...CHAIN, ...pair('marts.x', 'select s.ticket_id from staging.ticket as s') },
    'model.layer_skipped',
    'staging.ticket',
  ],
  ['a mart reads the lake', pair('marts.x', 'select s.ticket_id from lake.ticket as s'), 'model.layer_skipped', 'lake.ticket'],
  [
    'intermediate reads marts',
    { ...CHAIN, ...pair('intermediate.x', 'select s.ticket_id from marts.ticket as s') },
    'model.layer_skipped',
    'marts.ticket',
  ],
  [
    'staging reads staging',
    { ...CHAIN, ...pair('staging.x', 'select s.ticket_id from staging.ticket as s') },
    'model.layer_skipped',
    'staging.ticket',
  ],
  [
    'a model reads meta',
    pair('marts.x', 'select s.load_id as ticket_id from meta.load as s'),
    'model.layer_skipped',
    'meta.load',
  ],
  ['an unknown table', pair('staging.x', 'select s.ticket_id from lake.tickets as s'), 'model.unknown_table', 'lake.tickets'],
  ['a table without schema', pair('staging.x', 'select s.ticket_id from ticket as s'), 'model.unknown_table', 'ticket'],
  [
    'a published view over what is not published',
    { ...CHAIN, ...pair('marts.x', 'select s.ticket_id from intermediate.ticket_kept as s', '-- materialized: view') },
    'model.view_dangling',
    'intermediate.ticket_kept',
  ],
  [
    'a table that leaves its check to another',
    { ...CHAIN, 'intermediate/ticket_kept.yaml': `${contract()}\nchecked_by: marts.ticket\n` },
    'model.view_unchecked',
    'marts.ticket',
  ],
  [
    'a view that leaves its check to a table that does not read it',
    {
      ...CHAIN,
      ...pair('intermediate.x', 'select s.ticket_id from staging.ticket as s', '-- materialized: view'),
      'intermediate/x.yaml': `${contract()}\nchecked_by: marts.ticket\n`,
    },
    'model.view_unchecked',
    'marts.ticket',
  ],
])('%s', async (_, files, code, value) => {
  await expect(order(files)).rejects.toMatchObject({ code, value })
})

test('two statements and no statement are refused', async () => {
  await expect(order(pair('staging.x', 'select 1 as ticket_id; select 2 as ticket_id'))).rejects.toMatchObject({
    code: 'model.syntax',
  })
  await expect(order(pair('staging.x', 'selec 1'))).rejects.toMatchObject({ code: 'model.syntax' })
  await expect(order(pair('staging.x', 'drop table ref.parameter'))).rejects.toMatchObject({ code: 'model.syntax' })
})

test('what a function computes comes from everything its statement reads, and runs after it', async () => {
  const statement = "select t.ticket_id from intermediate.ticket_kept as t where t.ticket_id <> '0' order by t.ticket_id"
  const ordered = await order({ ...CHAIN, ...pair('marts.a', statement, '-- computed: cause_labels') })
  const found = ordered.find((each) => each.id === 'marts.a')
  expect(found?.dependsOn).toEqual(['intermediate.ticket_kept'])
  expect([...(found?.lineage.columns.get('ticket_id') ?? [])]).toEqual(['intermediate.ticket_kept.ticket_id'])
})

test.each([
  [
    'by a function that is not there',
    'select l.ticket_id from lake.ticket as l order by l.ticket_id',
    'nobody',
    'model.computed_unknown',
  ],
  ['from rows in no order', 'select l.ticket_id from lake.ticket as l', 'cause_labels', 'model.computed_unordered'],
])('computed %s', async (_, sql, name, code) => {
  await expect(order(pair('staging.x', sql, `-- computed: ${name}`))).rejects.toMatchObject({ code, value: name })
})

test.each([
  ['without contract', { 'staging/x.sql': model('select 1 as a') }, 'model.contract_missing'],
  ['without model', { 'staging/x.yaml': contract() }, 'model.sql_missing'],
  ['without header', { 'staging/x.sql': 'select 1 as a', 'staging/x.yaml': contract() }, 'model.header_unreadable'],
  [
    'stored by a column that it has not',
    { 'staging/x.sql': model('select 1 as ticket_id', '-- order: ticket_id, day'), 'staging/x.yaml': contract() },
    'model.header_unreadable',
  ],
  [
    'a computed view',
    {
      'staging/x.sql': model('select 1 as ticket_id', '-- materialized: view\n-- computed: cause_labels'),
      'staging/x.yaml': contract(),
    },
    'model.header_unreadable',
  ],
  [
    'a view in an order',
    {
      'staging/x.sql': model('select 1 as ticket_id', '-- materialized: view\n-- order: ticket_id'),
      'staging/x.yaml': contract(),
    },
    'model.header_unreadable',
  ],
  [
    'an unknown header',
    { 'staging/x.sql': model('select 1 as a', '-- keeep: true'), 'staging/x.yaml': contract() },
    'model.header_unreadable',
  ],
  [
    'a contract with an unknown type',
    { 'staging/x.sql': model('select 1 as a'), 'staging/x.yaml': 'columns: [{ name: a, type: TEXT }]' },
    'model.contract_unreadable',
  ],
  [
    'a key that is no column',
    { 'staging/x.sql': model('select 1 as a'), 'staging/x.yaml': 'columns: [{ name: a, type: INTEGER }]\nkey: [b]' },
    'model.contract_unreadable',
  ],
])('a model %s', async (_, files, code) => {
  await expect(order(files)).rejects.toMatchObject({ code })
})

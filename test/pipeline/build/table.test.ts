import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, expect, test } from 'vitest'
import { checkContract } from '../../../pipeline/build/check.ts'
import { columnSchema, COLUMN_TYPES, tableContractSchema } from '../../../pipeline/build/contract.ts'
import { createTable, fillTable, type Cell } from '../../../pipeline/build/table.ts'

const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()
await connection.run('create schema ref')
afterAll(() => {
  connection.closeSync()
  instance.closeSync()
})

const column = (name: string, type: string) => columnSchema.parse({ name, type })

test('every type a contract may have arrives as it was written', async () => {
  const columns = COLUMN_TYPES.map((type, at) => column(`c${at}`, type))
  await createTable(connection, 'ref.all_types', columns)
  const cells: Cell[] = ['工单', -5, 9007199254740991, 0.1, true, '1969-12-31', '2025-01-01 00:00:00.123456', 12.3456]
  await fillTable(connection, 'ref.all_types', columns, [
    Object.fromEntries(columns.map((each, at) => [each.name, cells[at]])),
    {},
  ])
  const rows = (await connection.runAndReadAll('select * from ref.all_types')).getRowsJson()
  expect(rows[0]).toEqual(['工单', -5, '9007199254740991', 0.1, true, '1969-12-31', '2025-01-01 00:00:00.123456', '12.3456'])
  expect(rows[1]?.every((each) => each === null)).toBe(true)
})

test.each([
  ['2025-01-01', '2025-01-01 00:00:00'],
  ['2025-01-01T08:00:00+08:00', '2025-01-01 00:00:00'],
  ['2025-01-01T00:00:00.5Z', '2025-01-01 00:00:00.5'],
  ['1969-12-31T23:59:59.999999Z', '1969-12-31 23:59:59.999999'],
])('the stamp %s', async (value, expected) => {
  const columns = [column('moment', 'TIMESTAMP')]
  await connection.run('drop table if exists ref.stamp')
  await createTable(connection, 'ref.stamp', columns)
  const filled = fillTable(connection, 'ref.stamp', columns, [{ moment: value }])
  if (value.length === 10) return expect(filled).rejects.toMatchObject({ code: 'table.value_mistyped' })
  await filled
  expect((await connection.runAndReadAll('select cast(moment as varchar) from ref.stamp')).getRowsJson()).toEqual([[expected]])
})

test.each([
  ['INTEGER', 1.5],
  ['INTEGER', '1'],
  ['BOOLEAN', 'true'],
  ['DOUBLE', '0.5'],
  ['DATE', '2025-02-30'],
  ['DATE', 'today'],
  ['TIMESTAMP', '2025-01-01 25:00:00'],
  ['TIMESTAMP', '2025-02-29 12:00:00'],
])('a %s cannot be %j', async (type, value) => {
  const columns = [column('c', type)]
  await connection.run('drop table if exists ref.wrong')
  await createTable(connection, 'ref.wrong', columns)
  await expect(fillTable(connection, 'ref.wrong', columns, [{ c: value }])).rejects.toMatchObject({
    code: 'table.value_mistyped',
    value: String(value),
    where: 'ref.wrong row 1, c',
  })
})

test('a column that the contract lacks is refused', async () => {
  const columns = [column('a', 'VARCHAR')]
  await createTable(connection, 'ref.narrow', columns)
  await expect(fillTable(connection, 'ref.narrow', columns, [{ b: 'x' }])).rejects.toMatchObject({
    code: 'table.column_unknown',
    value: 'b',
  })
})

test('a contract counts what is wrong and shows the first row of it', async () => {
  await connection.run(
    "create table ref.counted as select * from (values ('a', 1), ('a', -1), (null, 2), ('b', null)) as v(name, n)",
  )
  const contract = tableContractSchema.parse({
    columns: [
      { name: 'name', type: 'VARCHAR', required: true },
      { name: 'n', type: 'INTEGER' },
    ],
    key: ['name'],
    invariants: [{ id: 'positive', holds: 'n > 0' }],
  })
  const checks = await checkContract(connection, 'ref.counted', contract)
  expect(checks.map((each) => [each.check_id, each.failures])).toEqual([
    ['contract:ref.counted:shape', 0],
    ['contract:ref.counted:required.name', 1],
    // A rule that is neither true nor false is not true.
    ['invariant:ref.counted:positive', 2],
    ['contract:ref.counted:key', 1],
  ])
  expect(checks[1]?.sample).toBe('{"name":null,"n":2}')
})

test('a table of another shape is described by the difference', async () => {
  await connection.run('create table ref.shape as select 1 as a, 2::bigint as b')
  const shape = async (columns: unknown) =>
    (await checkContract(connection, 'ref.shape', tableContractSchema.parse({ columns })))[0]?.sample
  const a = { name: 'a', type: 'INTEGER' }
  const b = { name: 'b', type: 'BIGINT' }
  expect(await shape([a, b])).toBeNull()
  expect(await shape([b, a])).toBe('column 1 is a INTEGER, the contract says b BIGINT')
  expect(await shape([a])).toBe('the model has b BIGINT')
  expect(await shape([a, b, { name: 'c', type: 'DATE' }])).toBe('the contract has c DATE')
  expect(await shape([a, { name: 'b', type: 'INTEGER' }])).toBe('the contract has b INTEGER; the model has b BIGINT')
})

import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, expect, test } from 'vitest'
import { computeTable, type Computed, type ComputedRow } from '../../../pipeline/build/computing.ts'
import { tableContractSchema } from '../../../pipeline/build/contract.ts'

const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()
await connection.run('create schema marts')
afterAll(() => {
  connection.closeSync()
  instance.closeSync()
})

const contract = tableContractSchema.parse({ columns: [{ name: 'n', type: 'INTEGER' }] })
const context = { paths: null, progress: () => undefined }

async function compute(sql: string, computed: Computed, name = 'marts.x') {
  await connection.run(`drop table if exists ${name}`)
  await computeTable(connection, { id: name, file: 'x.sql', sql, contract }, computed, context)
  return (await connection.runAndReadAll(`select n from ${name}`)).getRowsJson()
}

test('a function is given plain values, whatever the type of the column', async () => {
  const seen: ComputedRow[] = []
  const sql = `select 'x' as a, 1 as b, 9007199254740991::bigint as c, 1.5::decimal(18,4) as d, true as e, date '2025-01-31' as f,
    timestamp '2025-01-01 00:00:00.123456' as g, null as h, 0.25::double as i`
  await compute(sql, async (chunks) => {
    for await (const chunk of chunks) seen.push(...chunk)
    return []
  })
  const [a, b, c, d, e, f, g, h, i] = [
    'x',
    1,
    9007199254740991,
    1.5,
    true,
    '2025-01-31',
    '2025-01-01 00:00:00.123456',
    null,
    0.25,
  ]
  expect(seen).toEqual([{ a, b, c, d, e, f, g, h, i }])
})

test('many rows come in pieces, in order, and the table has what the function gives', async () => {
  const sizes: number[] = []
  const rows = await compute('select range::integer as at from range(10000) order by range', async (chunks) => {
    let expected = 0
    for await (const chunk of chunks) {
      sizes.push(chunk.length)
      for (const { at } of chunk) if (at !== expected++) throw new Error(`${String(at)} came out of turn`)
    }
    return [{ n: expected }, {}]
  })
  expect(rows).toEqual([[10000], [null]])
  expect(sizes.length).toBeGreaterThan(1)
})

test('values without a plain form and rows that the contract does not have are refused', async () => {
  const readAll: Computed = async (chunks) => {
    for await (const chunk of chunks) if (chunk.length === 0) break
    return []
  }
  await expect(compute('select [1, 2] as list', readAll)).rejects.toMatchObject({ code: 'model.computed_input', where: 'x.sql' })
  await expect(compute('select 9007199254740993::bigint as big', readAll)).rejects.toMatchObject({ code: 'model.computed_input' })
  await expect(compute('select 1 as one', () => Promise.resolve([{ m: 1 }]))).rejects.toMatchObject({
    code: 'table.column_unknown',
  })
  await expect(compute('select 1 as one', () => Promise.resolve([{ n: 'x' }]))).rejects.toMatchObject({
    code: 'table.value_mistyped',
  })
})

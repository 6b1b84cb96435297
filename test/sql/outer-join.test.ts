/** An outer join compares every row with every row, once its condition is more than comparisons of one side with the other. */
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { prepareEngine } from '../../pipeline/build/engine.ts'
import { readModels } from '../../pipeline/build/model.ts'
import { createTable } from '../../pipeline/build/table.ts'
import { readCatalogue } from './case.ts'

const planSchema = z.object({
  name: z.string(),
  extra_info: z.record(z.string(), z.unknown()),
  get children() {
    return z.array(planSchema)
  },
})
type Plan = z.output<typeof planSchema>

test('no model joins two big tables row by row', async () => {
  const models = await readModels()
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  try {
    await prepareEngine(connection)
    for (const [id, columns] of await readCatalogue(models)) await createTable(connection, id, columns)
    const found: string[] = []
    for (const { id, sql } of models) {
      const reader = await connection.runAndReadAll(`explain (format json) ${sql}`)
      const plans = z.array(planSchema).parse(JSON.parse(String(reader.getRows()[0]?.[1])))
      if (plans.some(comparesRowByRow)) found.push(id)
    }
    expect(found).toEqual([])
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
})

/** Tables of `ref` are small: what is joined to them may be compared row by row. */
function comparesRowByRow(plan: Plan): boolean {
  const isOuter = /NL_JOIN|NESTED_LOOP/.test(plan.name) && plan.extra_info['Join Type'] !== 'INNER'
  return (isOuter && !plan.children.some(readsReferenceOnly)) || plan.children.some(comparesRowByRow)
}

function readsReferenceOnly(plan: Plan): boolean {
  const tables = tablesRead(plan)
  return tables.length > 0 && tables.every((each) => each.includes('"ref".'))
}

function tablesRead({ extra_info: { Table: table }, children }: Plan): string[] {
  return [...(typeof table === 'string' ? [table] : []), ...children.flatMap(tablesRead)]
}

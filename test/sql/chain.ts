/** Several models in a row on given rows, as a build runs them: for properties that no single model has. */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { checkContract } from '../../pipeline/build/check.ts'
import { prepareEngine } from '../../pipeline/build/engine.ts'
import { readModels } from '../../pipeline/build/model.ts'
import { parseSelect, tablesOf } from '../../pipeline/build/syntax.ts'
import { createTable, fillTable, type Row } from '../../pipeline/build/table.ts'
import { materialize, readCatalogue } from './case.ts'

const models = await readModels()
const catalogue = await readCatalogue(models)

export interface Chain {
  /** Rows of a query, numbers as numbers. */
  query<T extends z.ZodType>(sql: string, row: T): Promise<z.infer<T>[]>
  close(): void
}

/**
 * @param ids models in the order in which they run; whatever else they read is given or empty
 * Throws when a contract is broken.
 */
export async function runChain(ids: readonly string[], given: Readonly<Record<string, readonly Row[]>>): Promise<Chain> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  const close = () => {
    connection.closeSync()
    instance.closeSync()
  }
  try {
    await prepareEngine(connection)
    await runModels(connection, ids, given)
  } catch (cause) {
    close()
    throw cause
  }
  return {
    close,
    async query(sql, row) {
      return z.array(row).parse((await connection.runAndReadAll(sql)).getRowObjectsJS())
    },
  }
}

async function runModels(connection: DuckDBConnection, ids: readonly string[], given: Readonly<Record<string, readonly Row[]>>) {
  const there = new Set<string>()
  const give = async (id: string) => {
    if (there.has(id) || ids.includes(id)) return
    there.add(id)
    const columns = catalogue.get(id)
    if (columns === undefined) throw new Error(`${id} has no contract`)
    await createTable(connection, id, columns)
    await fillTable(connection, id, columns, given[id] ?? [])
  }
  for (const id of Object.keys(given)) await give(id)
  for (const id of ids) {
    const model = models.find((each) => each.id === id)
    if (model === undefined) throw new Error(`there is no model ${id}`)
    for (const { schema, name } of tablesOf(await parseSelect(connection, model.sql, model.file))) await give(`${schema}.${name}`)
    await materialize(connection, model)
    const broken = (await checkContract(connection, id, model.contract)).find((each) => each.failures > 0)
    if (broken !== undefined) throw new Error(`${broken.check_id}: ${broken.sample ?? ''}`)
  }
}

export const FAMILIES = models.map((each) => each.id).filter((id) => id.startsWith('marts.kpi_case_'))
export const CASES = ['marts.ticket_promised', ...FAMILIES, 'marts.kpi_case']
export const PERIODS = [
  'marts.kpi_day',
  'marts.kpi_cell',
  'marts.kpi_value',
  'marts.kpi_quantile',
  'marts.kpi_period_loaded',
  'marts.kpi_period_summed',
  'marts.kpi_period',
  'marts.kpi_stay',
]

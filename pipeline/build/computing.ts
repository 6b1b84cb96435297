/**
 * Models that a function computes: `-- computed: <name>` in the header. The statement is what the function reads, the contract what it gives.
 * Everything that has a say in the result comes through the statement, so that lineage and cases know it too.
 */
import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBTimestampValue,
  type DuckDBConnection,
  type DuckDBValue,
} from '@duckdb/node-api'
import { AftercareError } from '../../contracts/errors.ts'
import type { HomePaths } from '../../contracts/home.ts'
import type { Effects } from '../effects.ts'
import type { Model } from './model.ts'
import { createTable, fillTable, type Cell, type Row } from './table.ts'

/** One row of the statement by column name; stamps (UTC) and dates as ISO text, exact decimals as numbers. */
export type ComputedRow = Readonly<Record<string, Cell>>

export interface ComputingContext {
  /** Of the home, for what a function keeps from build to build; null in cases of models. It must not change the result. */
  readonly paths: HomePaths | null
  readonly progress: Effects['progress']
}

/**
 * A function behind a model. The same rows must give the same rows, in the same order: it may not ask for the clock, or for chance.
 * @param rows in the order that the statement states, in pieces of some two thousand
 * @returns rows as the contract has them; what is left out is null
 */
export type Computed = (rows: AsyncIterable<readonly ComputedRow[]>, context: ComputingContext) => Promise<readonly Row[]>

/** Creates the table of a computed model. Throws `model.computed_input`, `table.*`, and what the function throws. */
export async function computeTable(
  connection: DuckDBConnection,
  model: Pick<Model, 'id' | 'file' | 'sql' | 'contract'>,
  compute: Computed,
  context: ComputingContext,
): Promise<void> {
  // Collected before the table is filled: a connection that still streams can do nothing else.
  const rows = await compute(readRows(connection, model), context)
  await createTable(connection, model.id, model.contract.columns)
  await fillTable(connection, model.id, model.contract.columns, rows)
}

async function* readRows(
  connection: DuckDBConnection,
  { sql, file }: Pick<Model, 'sql' | 'file'>,
): AsyncGenerator<readonly ComputedRow[]> {
  const result = await connection.stream(sql)
  for await (const chunk of result.yieldRowObjects()) {
    yield chunk.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asCell(value, name, file)])))
  }
}

function asCell(value: DuckDBValue, column: string, file: string): Cell {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return Number(value)
  if (value instanceof DuckDBDecimalValue) return value.toDouble()
  if (value instanceof DuckDBDateValue || value instanceof DuckDBTimestampValue) return value.toString()
  throw new AftercareError('model.computed_input', `a function cannot be given the values of ${column}`, {
    where: file,
    value: String(value).slice(0, 200),
    remedy: 'Cast the column to VARCHAR, INTEGER, DOUBLE, BOOLEAN, DATE or TIMESTAMP.',
  })
}

/** Cases of models: given rows of what is upstream, the rows that are expected. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { glob } from 'tinyglobby'
import { parse } from 'yaml'
import { z } from 'zod'
import { ENTITY_NAMES } from '../../contracts/entities.ts'
import { checkContract } from '../../pipeline/build/check.ts'
import { computedOf } from '../../pipeline/build/computed.ts'
import { computeTable } from '../../pipeline/build/computing.ts'
import { readContract, type Column } from '../../pipeline/build/contract.ts'
import { prepareEngine } from '../../pipeline/build/engine.ts'
import { quoteName, quoteTable } from '../../pipeline/build/identifier.ts'
import { lakeColumns } from '../../pipeline/build/lake.ts'
import { SQL_FOLDER, type Model } from '../../pipeline/build/model.ts'
import { parseSelect, tablesOf } from '../../pipeline/build/syntax.ts'
import { createTable, fillTable } from '../../pipeline/build/table.ts'

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()])
const rows = z.array(z.record(z.string(), cell))
const caseSchema = z.strictObject({ name: z.string().min(1), given: z.record(z.string(), rows), expect: rows })
export type Case = z.infer<typeof caseSchema>
export type Cell = z.infer<typeof cell>

export const CASE_FOLDER = import.meta.dirname

/** Case files by model id, `test/sql/<layer>/<name>.yaml`. */
export async function readCaseFiles(): Promise<Map<string, string>> {
  const files = await glob('{staging,intermediate,marts}/*.yaml', { cwd: CASE_FOLDER })
  return new Map(files.sort().map((each) => [each.replace(/\.yaml$/, '').replace('/', '.'), path.join(CASE_FOLDER, each)]))
}

export async function readCases(file: string): Promise<Case[]> {
  const content: unknown = parse(await readFile(file, 'utf8'))
  return z.strictObject({ cases: z.array(caseSchema).min(1) }).parse(content).cases
}

/** The columns of everything that a model may read, by `schema.name`. */
export async function readCatalogue(models: readonly Model[]): Promise<Map<string, Column[]>> {
  const catalogue = new Map<string, Column[]>(ENTITY_NAMES.map((each) => [`lake.${each}`, lakeColumns(each)]))
  for (const file of (await glob('{ref,meta}/*.yaml', { cwd: SQL_FOLDER })).sort()) {
    catalogue.set(file.replace(/\.yaml$/, '').replace('/', '.'), (await readContract(path.join(SQL_FOLDER, file))).columns)
  }
  for (const model of models) catalogue.set(model.id, model.contract.columns)
  return catalogue
}

export interface Outcome {
  /** Rows in the order of the key, only the columns that the case names. */
  readonly rows: Record<string, Cell>[]
  /** What the contract finds wrong with the result. */
  readonly breaches: string[]
}

/** Runs one model on the rows of one case, in a database of its own. */
export async function runCase(model: Model, { given, expect }: Case, catalogue: ReadonlyMap<string, Column[]>): Promise<Outcome> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  try {
    await prepareEngine(connection)
    await giveTables(connection, model, given, catalogue)
    await materialize(connection, model)
    const breaches = (await checkContract(connection, model.id, model.contract))
      .filter((each) => each.failures > 0)
      .map((each) => `${each.check_id}: ${each.meaning}: ${String(each.failures)} wrong, ${each.sample ?? ''}`)
    const named = [...new Set(expect.flatMap((row) => Object.keys(row)))]
    return { rows: await readResult(connection, model, named), breaches }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** Makes the table of a model as a build does, by its statement or its function. */
export async function materialize(connection: DuckDBConnection, model: Model): Promise<void> {
  const compute = computedOf(model)
  if (compute === null) await connection.run(`create ${model.materialized} ${quoteTable(model.id)} as ${model.sql}`)
  else await computeTable(connection, model, compute, { paths: null, progress: () => undefined })
}

async function giveTables(
  connection: DuckDBConnection,
  model: Model,
  given: Case['given'],
  catalogue: ReadonlyMap<string, Column[]>,
) {
  const upstream = tablesOf(await parseSelect(connection, model.sql, model.file)).map((each) => `${each.schema}.${each.name}`)
  const stray = Object.keys(given).find((each) => !upstream.includes(each))
  if (stray !== undefined)
    throw new Error(`the case gives ${stray}, which ${model.id} does not read (it reads ${upstream.join(', ')})`)
  for (const id of upstream) {
    const columns = catalogue.get(id)
    if (columns === undefined) throw new Error(`${model.id} reads ${id}, which has no contract`)
    await createTable(connection, id, columns)
    await fillTable(connection, id, columns, given[id] ?? [])
  }
}

async function readResult(connection: DuckDBConnection, model: Model, named: readonly string[]): Promise<Record<string, Cell>[]> {
  const columns = model.contract.columns
  const list = named.map((name) => {
    const column = columns.find((each) => each.name === name)
    if (column === undefined) throw new Error(`the case expects ${name}, which ${model.id} does not have`)
    return `${asCell(column)} as ${quoteName(name)}`
  })
  const key = model.contract.key.map((each) => `${quoteName(each)} nulls last`)
  if (list.length === 0) list.push('true as "a row"')
  const order = key.length > 0 ? ` order by ${key.join(', ')}` : ''
  const reader = await connection.runAndReadAll(`select ${list.join(', ')} from ${quoteTable(model.id)} as t${order}`)
  return rows.parse(reader.getRowObjectsJS())
}

/** Stamps and dates as text, whatever is a number as a number. */
function asCell({ name, type }: Column): string {
  const quoted = `t.${quoteName(name)}`
  if (type === 'TIMESTAMP' || type === 'DATE') return `cast(${quoted} as varchar)`
  if (type === 'BIGINT' || type === 'DECIMAL(18,4)') return `cast(${quoted} as double)`
  return quoted
}

/** Whether an expected value is the found one; numbers to one part in a thousand million. */
export function sameCell(expected: Cell, found: Cell): boolean {
  if (typeof expected === 'number' && typeof found === 'number') {
    return expected === found || Math.abs(expected - found) <= 1e-9 * Math.max(Math.abs(expected), Math.abs(found))
  }
  return expected === found
}

/** The found rows, each value that counts as equal replaced by the expected one, so that a plain comparison shows only real differences. */
export function alignRows(
  expected: readonly Record<string, Cell>[],
  found: readonly Record<string, Cell>[],
): Record<string, Cell>[] {
  return found.map((row, at) => {
    const wanted = expected[at]
    if (wanted === undefined) return row
    const pairs = Object.entries(wanted).map(([name, value]): [string, Cell] => {
      const value2 = row[name] ?? null
      return [name, sameCell(value, value2) ? value : value2]
    })
    return Object.fromEntries(pairs)
  })
}

/** Whether a table is what its contract says. */
import type { DuckDBConnection } from '@duckdb/node-api'
import type { TableContract } from './contract.ts'
import { quoteName, quoteTable } from './identifier.ts'

export interface CheckResult {
  /** `kind:table:what` */
  readonly check_id: string
  readonly kind: 'contract' | 'invariant' | 'audit'
  readonly model: string | null
  readonly severity: 'error' | 'warning'
  /** Rows that are wrong; for a contract's shape 0 or 1. */
  readonly failures: number
  /** The first wrong row as JSON, or what was found instead. */
  readonly sample: string | null
  readonly meaning: string
}

/**
 * Compares a table with its contract: shape first; rows only when the shape is right.
 * @param id `schema.name`
 * @param depth `shape` leaves the rows alone
 */
export async function checkContract(
  connection: DuckDBConnection,
  id: string,
  contract: TableContract,
  depth: 'shape' | 'rows' = 'rows',
): Promise<CheckResult[]> {
  const result = (
    kind: 'contract' | 'invariant',
    what: string,
    meaning: string,
    failures: number,
    sample: string | null,
  ): CheckResult => ({
    check_id: `${kind}:${id}:${what}`,
    kind,
    model: id,
    severity: 'error',
    failures,
    sample,
    meaning,
  })
  const found = await columnsOf(connection, id)
  const wanted = contract.columns.map((each) => `${each.name} ${each.type}`)
  const difference = shapeDifference(found, wanted)
  const shape = result('contract', 'shape', 'names, order and types of the columns', difference === null ? 0 : 1, difference)
  if (difference !== null || depth === 'shape') return [shape]

  const rules: { kind: 'contract' | 'invariant'; what: string; meaning: string; wrong: string }[] = []
  const required = contract.columns.filter((each) => each.required)
  for (const { name } of required) {
    rules.push({
      kind: 'contract',
      what: `required.${name}`,
      meaning: `${name} is never null`,
      wrong: `${quoteName(name)} is null`,
    })
  }
  for (const { id: rule, holds, meaning } of contract.invariants) {
    rules.push({ kind: 'invariant', what: rule, meaning: meaning ?? holds, wrong: `(${holds}) is not true` })
  }
  const results = [shape]
  if (rules.length > 0) {
    // One pass over the table for all rules: a warehouse has hundreds of them.
    const counts = rules.map(({ wrong }) => `count(*) filter (where ${wrong})`).join(', ')
    const row = (await connection.runAndReadAll(`select ${counts} from ${quoteTable(id)}`)).getRows()[0] ?? []
    for (const [at, { kind, what, meaning, wrong }] of rules.entries()) {
      const failures = Number(row[at] ?? 0)
      const sample = failures === 0 ? null : await firstRow(connection, `select t.* from ${quoteTable(id)} as t where ${wrong}`)
      results.push(result(kind, what, meaning, failures, sample))
    }
  }
  if (contract.key.length > 0) {
    const key = contract.key.map(quoteName).join(', ')
    const grouped = `select ${key}, count(*) as rows from ${quoteTable(id)} group by ${key} having count(*) > 1`
    const failures = Number((await connection.runAndReadAll(`select count(*) from (${grouped})`)).getRows()[0]?.[0] ?? 0)
    results.push(
      result(
        'contract',
        'key',
        `${contract.key.join(', ')} is unique`,
        failures,
        failures === 0 ? null : await firstRow(connection, grouped),
      ),
    )
  }
  return results
}

/** The first row of a query as JSON, or null. */
export async function firstRow(connection: DuckDBConnection, query: string): Promise<string | null> {
  const reader = await connection.runAndReadAll(`select cast(to_json(first_row) as varchar) from (${query} limit 1) as first_row`)
  const value = reader.getRows()[0]?.[0]
  return typeof value === 'string' ? value : null
}

/** Columns of a table as `name TYPE`, in order. @param id `schema.name` */
export async function columnsOf(connection: DuckDBConnection, id: string): Promise<string[]> {
  // Not `duckdb_columns()`: that looks at every table there is, and binds every view, each time it is asked.
  const reader = await connection.runAndReadAll(`select column_name, column_type from (describe ${quoteTable(id)})`)
  return reader.getRows().map(([column, type]) => `${String(column)} ${String(type)}`)
}

function shapeDifference(found: readonly string[], wanted: readonly string[]): string | null {
  const missing = wanted.filter((each) => !found.includes(each))
  const surplus = found.filter((each) => !wanted.includes(each))
  const parts: string[] = []
  if (missing.length > 0) parts.push(`the contract has ${missing.join(', ')}`)
  if (surplus.length > 0) parts.push(`the model has ${surplus.join(', ')}`)
  if (parts.length > 0) return parts.join('; ')
  const at = wanted.findIndex((each, index) => each !== found[index])
  return at === -1 ? null : `column ${at + 1} is ${found[at] ?? 'nothing'}, the contract says ${wanted[at] ?? 'nothing'}`
}

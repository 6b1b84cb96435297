/** Runs a named query on a connection: bound parameters only, a time limit, a row cap, every row checked. */
import { BOOLEAN, DATE, DOUBLE, DuckDBDateValue, INTEGER, VARCHAR } from '@duckdb/node-api'
import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api'
import { AftercareError } from '#contracts/errors.ts'
import { z } from 'zod'
import type { NamedQuery, Parameters, ParameterType, ParameterValue } from './named-query.ts'

const TYPES: Record<ParameterType, DuckDBType> = { VARCHAR, INTEGER, DOUBLE, BOOLEAN, DATE }

const VALUES: Record<ParameterType, z.ZodType<DuckDBValue>> = {
  VARCHAR: z.string().nullable(),
  INTEGER: z.int32().nullable(),
  DOUBLE: z.number().nullable(),
  BOOLEAN: z.boolean().nullable(),
  DATE: z.iso
    .date()
    .transform((each) => new DuckDBDateValue(Date.parse(`${each}T00:00:00Z`) / 86_400_000))
    .nullable(),
}

/**
 * @returns every row of the query, as its schema gives them
 * @throws AftercareError `query.bad_parameter`, `query.timeout`, `query.too_many_rows`, `query.bad_row`, `query.failed`
 */
export async function runQuery<Row>(
  connection: DuckDBConnection,
  query: NamedQuery<Row>,
  parameters: Parameters,
  { timeoutMilliseconds, maxRows }: { timeoutMilliseconds: number; maxRows: number },
): Promise<readonly Row[]> {
  const { values, types } = bind(query, parameters)
  const started = performance.now()
  const timer = setTimeout(() => {
    connection.interrupt()
  }, timeoutMilliseconds)
  try {
    const reader = await connection.streamAndReadUntil(query.sql, maxRows + 1, values, types)
    if (reader.currentRowCount > maxRows) {
      throw new AftercareError('query.too_many_rows', `the query gives more than ${maxRows} rows`, {
        value: query.name,
        remedy: 'Narrow the filters.',
      })
    }
    return checked(query, reader.getRowObjectsJson())
  } catch (cause) {
    if (cause instanceof AftercareError) throw cause
    // Interrupted, and nobody but the timer interrupts.
    if (performance.now() - started >= timeoutMilliseconds) {
      throw new AftercareError('query.timeout', `the query took longer than ${timeoutMilliseconds / 1000} s`, {
        value: query.name,
        remedy: 'Narrow the filters or try again.',
        cause,
      })
    }
    throw new AftercareError('query.failed', 'the query failed', {
      value: query.name,
      remedy: 'Look into the server log under the reference of this message.',
      cause,
    })
  } finally {
    clearTimeout(timer)
  }
}

function bind<Row>(query: NamedQuery<Row>, parameters: Parameters) {
  const values: Record<string, DuckDBValue> = {}
  const types: Record<string, DuckDBType> = {}
  const wrong = (name: string, value: ParameterValue | undefined) =>
    new AftercareError('query.bad_parameter', 'the parameter is not what the query declares', {
      value: `${name} = ${String(value)}`,
      where: query.name,
      remedy: 'Give each parameter of the query’s header, and no other, a value of its type.',
    })
  for (const name of Object.keys(parameters)) if (!query.parameters.has(name)) throw wrong(name, parameters[name])
  for (const [name, type] of query.parameters) {
    const parsed = VALUES[type].safeParse(parameters[name])
    if (!parsed.success) throw wrong(name, parameters[name])
    values[name] = parsed.data
    types[name] = TYPES[type]
  }
  return { values, types }
}

function checked<Row>(query: NamedQuery<Row>, rows: readonly unknown[]): readonly Row[] {
  const parsed = z.array(query.row).safeParse(rows)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new AftercareError('query.bad_row', `a row is not what the page expects: ${issue?.message ?? ''}`, {
    where: `${query.name}[${issue?.path.join('.') ?? ''}]`,
    remedy: 'Build the warehouse with the same version of the program as the server.',
    cause: parsed.error,
  })
}

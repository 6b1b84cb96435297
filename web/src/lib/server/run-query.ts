/** Runs a named query on a connection: bound parameters only, a time limit, a row cap, every row or every column checked. */
import {
  BOOLEAN,
  DATE,
  DOUBLE,
  DuckDBDateValue,
  DuckDBTimestampValue,
  INTEGER,
  JsonDuckDBValueConverter,
  VARCHAR,
} from '@duckdb/node-api'
import type { DuckDBConnection, DuckDBDataChunk, DuckDBType, DuckDBValue, DuckDBValueConverter, Json } from '@duckdb/node-api'
import { AftercareError } from '#contracts/errors.ts'
import { z } from 'zod'
import { arrowStream } from './arrow.ts'
import { columnsThatDoNotFit, mayBeNull } from './arrow-schema.ts'
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

export interface QueryLimits {
  readonly timeoutMilliseconds: number
  readonly maxRows: number
}

/**
 * @returns every row of the query, as its schema gives them; TIMESTAMP as ISO text in UTC, DATE as ISO text
 * @throws AftercareError `query.bad_parameter`, `query.timeout`, `query.too_many_rows`, `query.bad_row`, `query.failed`
 */
export function runQuery<Row>(
  connection: DuckDBConnection,
  query: NamedQuery<Row>,
  parameters: Parameters,
  limits: QueryLimits,
): Promise<readonly Row[]> {
  return limited(connection, query, limits, async () => {
    const { values, types } = bind(query, parameters)
    const result = await connection.stream(query.sql, values, types)
    const rows: Row[] = []
    // Chunk by chunk: between two, other requests are answered.
    for await (const chunk of result.yieldConvertedRowObjects(plainValue)) {
      if (rows.length + chunk.length > limits.maxRows) throw tooMany(query, limits)
      for (const row of checked(query, chunk)) rows.push(row)
    }
    return rows
  })
}

/**
 * @returns the rows of the query as an Arrow IPC stream; its columns, not its rows, are checked against the schema
 * @throws AftercareError as `runQuery`
 */
export function runArrowQuery<Row>(
  connection: DuckDBConnection,
  query: NamedQuery<Row>,
  parameters: Parameters,
  limits: QueryLimits,
): Promise<Uint8Array> {
  return limited(connection, query, limits, async () => {
    const { values, types } = bind(query, parameters)
    const result = await connection.stream(query.sql, values, types)
    const chunks: DuckDBDataChunk[] = []
    let rows = 0
    for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      rows += chunk.rowCount
      if (rows > limits.maxRows) throw tooMany(query, limits)
      chunks.push(chunk)
    }
    const columns = result.columnNames().map((name, index) => ({ name, type: result.columnType(index) }))
    const unfit = columnsThatDoNotFit(query.row, columns)
    if (unfit.length > 0) throw badRow(query, unfit[0] ?? '')
    const { bytes, nullCounts } = await arrowStream(columns, chunks)
    const missing = columns.filter(({ name }, index) => (nullCounts[index] ?? 0) > 0 && !mayBeNull(query.row, name))
    if (missing.length > 0) throw badRow(query, `${missing[0]?.name ?? ''} is null in some row`)
    return bytes
  })
}

const tooMany = <Row>({ name }: NamedQuery<Row>, { maxRows }: QueryLimits) =>
  new AftercareError('query.too_many_rows', `the query gives more than ${maxRows} rows`, {
    value: name,
    remedy: 'Narrow the filters.',
  })

async function limited<Row, T>(
  connection: DuckDBConnection,
  query: NamedQuery<Row>,
  { timeoutMilliseconds }: QueryLimits,
  run: () => Promise<T>,
): Promise<T> {
  const started = performance.now()
  const timer = setTimeout(() => {
    connection.interrupt()
  }, timeoutMilliseconds)
  try {
    return await run()
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

/** Stamps of the warehouse are naive UTC; to everybody else they are ISO 8601. */
const plainValue: DuckDBValueConverter<Json> = (value, type, converter) =>
  value instanceof DuckDBTimestampValue
    ? `${value.toString().replace(' ', 'T')}Z`
    : JsonDuckDBValueConverter(value, type, converter)

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
  throw badRow(query, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, parsed.error)
}

const badRow = <Row>({ name }: NamedQuery<Row>, message: string, cause?: unknown) =>
  new AftercareError('query.bad_row', `a row is not what the page expects: ${message}`, {
    where: name,
    remedy: 'Build the warehouse with the same version of the program as the server.',
    cause,
  })

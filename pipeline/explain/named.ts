/** Named queries for the command line: the texts that the pages read with, rows checked the same way. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { DuckDBTimestampValue, JsonDuckDBValueConverter, VARCHAR } from '@duckdb/node-api'
import type { DuckDBConnection, DuckDBValueConverter, Json } from '@duckdb/node-api'
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'
import { SQL_FOLDER } from '../build/model.ts'

export interface Query<Row> {
  readonly name: string
  readonly row: z.ZodType<Row>
}

/** @param name of `sql/queries/<name>.sql`, all of whose parameters are texts */
export const query = <Row>(name: string, row: z.ZodType<Row>): Query<Row> => ({ name, row })

/** Stamps of the warehouse are naive UTC; to everybody else they are ISO 8601. */
const plainValue: DuckDBValueConverter<Json> = (value, type, converter) =>
  value instanceof DuckDBTimestampValue
    ? `${value.toString().replace(' ', 'T')}Z`
    : JsonDuckDBValueConverter(value, type, converter)

/** Throws `query.failed`, `query.bad_row`. */
export async function rowsOf<Row>(
  connection: DuckDBConnection,
  { name, row }: Query<Row>,
  parameters: Readonly<Record<string, string>>,
): Promise<readonly Row[]> {
  const sql = await readFile(path.join(SQL_FOLDER, 'queries', `${name}.sql`), 'utf8')
  const types = Object.fromEntries(Object.keys(parameters).map((parameter) => [parameter, VARCHAR]))
  const remedy = 'Build the warehouse with this version of the program: `aftercare build`.'
  const found: unknown[] = []
  try {
    const result = await connection.stream(sql, { ...parameters }, types)
    for await (const chunk of result.yieldConvertedRowObjects(plainValue)) found.push(...chunk)
  } catch (cause) {
    throw new AftercareError('query.failed', cause instanceof Error ? cause.message : String(cause), {
      value: name,
      remedy,
      cause,
    })
  }
  const parsed = z.array(row).safeParse(found)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new AftercareError(
    'query.bad_row',
    `a row is not what is expected: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
    {
      where: name,
      remedy,
      cause: parsed.error,
    },
  )
}

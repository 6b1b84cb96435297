/** Wide files, a column a week or a month: each cell of those columns becomes a record of its own. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { AftercareError } from '../../contracts/errors.ts'
import { quoteIdentifier, quoteText } from './columns.ts'
import type { RawTable } from './read.ts'

export interface UnpivotOptions {
  /** A pattern over the whole name of a column. */
  readonly columns: string
  /** New columns: the name of the cell's column, and the cell. */
  readonly name: string
  readonly value: string
}

/**
 * Turns the raw table into one with a record a cell, the other columns repeated. `_row` counts cells: the k-th of c such columns in the
 * n-th record is (n − 1) · c + k, so that a record of the file is found again. A record that is not whole stays one.
 *
 * @param where file for messages
 * @throws source.unpivot_no_column, source.unpivot_name_taken (exit 3)
 */
export async function unpivotRaw(
  connection: DuckDBConnection,
  raw: RawTable,
  { columns: pattern, name, value }: UnpivotOptions,
  where: string,
): Promise<RawTable> {
  const matches = new RegExp(`^(?:${pattern})$`, 'u')
  const wide = raw.columns.filter((column) => matches.test(column))
  const rest = raw.columns.filter((column) => !matches.test(column))
  if (wide.length === 0) {
    throw new AftercareError('source.unpivot_no_column', 'no column of the file has a name of `unpivot`', {
      value: pattern,
      where,
      remedy: `Correct \`unpivot: columns\`; the file has: ${raw.columns.slice(0, 20).join(', ')}.`,
      exitCode: 3,
    })
  }
  const taken = rest.find((column) => [name, value].some((each) => each.toLowerCase() === column.toLowerCase()))
  if (taken !== undefined) {
    throw new AftercareError('source.unpivot_name_taken', 'the file has a column of the name that `unpivot` gives', {
      value: taken,
      where,
      remedy: 'Choose other words for `name` and `value` of `unpivot`.',
      exitCode: 3,
    })
  }
  const table = quoteIdentifier('aftercare_unpivoted')
  const kept = rest.map((column) => `raw.${quoteIdentifier(column)}`)
  const cells = wide.map((column, at) => `WHEN ${String(at + 1)} THEN raw.${quoteIdentifier(column)}`)
  const names = wide.map((column, at) => `WHEN ${String(at + 1)} THEN ${quoteText(column)}`)
  const place = `(raw._row - 1) * ${String(wide.length)} + cell.place`
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${table} AS
    SELECT ${[
      `(${place})::INTEGER AS _row`,
      ...kept,
      `CASE WHEN raw._problem IS NULL THEN CASE cell.place ${names.join(' ')} END END AS ${quoteIdentifier(name)}`,
      `CASE WHEN raw._problem IS NULL THEN CASE cell.place ${cells.join(' ')} END END AS ${quoteIdentifier(value)}`,
      'raw._problem',
      'raw._original',
    ].join(', ')}
    FROM ${raw.table} AS raw CROSS JOIN range(1, ${String(wide.length + 1)}) AS cell (place)
    WHERE raw._problem IS NULL OR cell.place = 1
    ORDER BY _row`)
  const counted = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM ${table}`)
  return { ...raw, table, columns: [...rest, name, value], rows: Number(counted.getRows()[0]?.[0] ?? 0) }
}

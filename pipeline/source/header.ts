/** A source meets the header of a file: which columns it reads, which it does not know, which must not be shown. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { entityContract } from '../../contracts/entities.ts'
import { AftercareError } from '../../contracts/errors.ts'
import { quoteName } from '../build/identifier.ts'
import { nearest } from '../home/nearest.ts'
import { parseExpression } from './expression.ts'
import type { SourceMap, SourceSpec } from './spec.ts'

/** What an expression may name beside the file's columns. */
const ROW_COLUMNS = ['_row', '_file']

export interface BoundMap {
  readonly map: SourceMap
  /** Columns of the file that the map reads, spelled as in the file. */
  readonly columns: readonly string[]
  /** True when an expression computes something, perhaps over other rows. */
  readonly hasExpressions: boolean
}

export interface BoundSource {
  readonly spec: SourceSpec
  readonly maps: readonly BoundMap[]
  readonly header: readonly string[]
  /** Columns that the source does not speak of, in file order. */
  readonly unknown: readonly string[]
  /** Columns kept in `extra`, in file order. */
  readonly kept: readonly string[]
  /** Columns that a reject may show: read or kept ones. */
  readonly shown: readonly string[]
  /** Columns that feed a personal field: shown as `***`. */
  readonly personal: ReadonlySet<string>
  /** Columns that feed free text: shown through the masker. */
  readonly freeText: ReadonlySet<string>
}

/**
 * @param header the file's column names as read
 * @param fileName for messages
 * @throws source.column_missing, source.column_unknown (exit 3), source.expression_invalid, source.keep_personal (exit 2)
 */
export async function bindSource(
  spec: SourceSpec,
  header: readonly string[],
  fileName: string,
  connection: DuckDBConnection,
): Promise<BoundSource> {
  const personal = new Set<string>()
  const freeText = new Set<string>()
  const maps: BoundMap[] = []
  for (const [index, map] of spec.maps.entries()) {
    const fields = entityContract(map.entity).fields
    const read = new Set<string>()
    let hasExpressions = false
    const readExpression = async (sql: string, key: string): Promise<string[]> => {
      hasExpressions = true
      const where = `${spec.file}, key maps[${index}].${key}`
      const columns = await boundColumns(sql, where, header, fileName, connection)
      for (const column of columns) read.add(column)
      return columns
    }
    if (map.where !== undefined) await readExpression(map.where, 'where')
    for (const [name, source] of Object.entries(map.columns)) {
      const columns =
        'compute' in source
          ? await readExpression(source.compute, `columns.${name}`)
          : 'from' in source
            ? [requireColumn(source.from, header, `${spec.file}, key maps[${index}].columns.${name}`, fileName)]
            : []
      const field = fields.find((each) => each.name === name)
      for (const column of columns) {
        read.add(column)
        if (field?.personal !== undefined) personal.add(column)
        if (field?.freeText === true) freeText.add(column)
      }
    }
    maps.push({ map, columns: header.filter((column) => read.has(column)), hasExpressions })
  }
  const wrong = spec.keep.find((column) => personal.has(column))
  if (wrong !== undefined) {
    throw new AftercareError('source.keep_personal', 'a column that feeds a personal field cannot be kept', {
      value: wrong,
      where: `${spec.file}, key keep`,
      remedy: 'Remove it from `keep`.',
    })
  }
  const known = new Set([...maps.flatMap((each) => each.columns), ...spec.keep, ...spec.ignore])
  const unknown = header.filter((column) => !known.has(column))
  if (spec.unknown_columns === 'freeze' && unknown.length > 0) throw unknownColumn(spec, unknown, fileName)
  const kept = header.filter((column) => spec.keep.includes(column))
  const shown = header.filter((column) => kept.includes(column) || maps.some((each) => each.columns.includes(column)))
  return { spec, maps, header, unknown, kept, shown, personal, freeText }
}

async function boundColumns(
  sql: string,
  where: string,
  header: readonly string[],
  fileName: string,
  connection: DuckDBConnection,
): Promise<string[]> {
  const { columns } = await parseExpression(connection, sql, where)
  // Names in SQL do not tell upper from lower case; names in YAML do.
  const named = columns
    .filter((column) => !ROW_COLUMNS.includes(column.toLowerCase()) || header.includes(column))
    .map(
      (column) =>
        header.find((each) => each.toLowerCase() === column.toLowerCase()) ?? requireColumn(column, header, where, fileName),
    )
  const inputs = [
    ...named.map((column) => `NULL::VARCHAR AS ${quoteName(column)}`),
    '0 AS _row',
    ...(header.includes('_file') ? [] : [`'' AS _file`]),
  ]
  try {
    // Binding beside a plain column: an aggregate without a window is refused.
    await connection.run(`SELECT _row, (${sql}\n) FROM (SELECT ${inputs.join(', ')}) AS raw LIMIT 0`)
  } catch (cause) {
    throw new AftercareError(
      'source.expression_invalid',
      `the expression cannot be computed: ${
        String(cause)
          .replace(/^Error: /, '')
          .split('\n')[0]
      }`,
      {
        value: sql,
        where,
        remedy: 'Correct it; all columns are text, so cast with try_cast before calculating.',
        cause,
      },
    )
  }
  return named
}

function requireColumn(column: string, header: readonly string[], where: string, fileName: string): string {
  if (header.includes(column)) return column
  const guess = nearest(column, header)
  throw new AftercareError('source.column_missing', `the file ${fileName} has no column \`${column}\``, {
    value: column,
    where,
    remedy:
      guess === undefined
        ? `Use one of: ${header.join(', ')}.`
        : `Did you mean \`${guess}\`? Correct the source, or export the column.`,
    exitCode: 3,
  })
}

const unknownColumn = (spec: SourceSpec, unknown: readonly string[], fileName: string) =>
  new AftercareError('source.column_unknown', `the file ${fileName} has columns that its frozen source does not know`, {
    value: unknown.join(', '),
    where: spec.file,
    remedy: 'Map them, or list them under `keep` (not personal) or `ignore`.',
    exitCode: 3,
  })

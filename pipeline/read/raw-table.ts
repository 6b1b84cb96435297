/**
 * The last step of every reader: DuckDB reads the scratch form with a pinned dialect, and what it read is compared with
 * what was written.
 */
import type { DuckDBConnection } from '@duckdb/node-api'
import { AftercareError } from '../../contracts/errors.ts'
import { quoteIdentifier, quoteText } from './columns.ts'
import { NULL_TEXT, type Staged } from './scratch.ts'

export interface ScratchTable {
  readonly staged: Staged
  /** Names of the columns in the order of the scratch form; already unique. */
  readonly columns: readonly string[]
  readonly delimiter: string
  /** Empty when the form has no quotes. */
  readonly quote: string
  /** True when short rows are rows that are not whole; false when columns left off are null. */
  readonly isEveryFieldRequired: boolean
  /** Expression for a column where it is more than the text itself. @param text the column, ready for SQL */
  readonly expression?: (text: string, index: number) => string
  /** Order in which the table has the columns; default that of the scratch form. */
  readonly order?: readonly number[]
}

/** An unquoted field cannot hold a line break and a quoted one is never null: this matches nothing. */
const IMPOSSIBLE_TEXT = '\u0001\n'
const DEFAULT_LINE_BYTES = 2_000_000

/**
 * Creates the raw table: `_row`, the columns, `_problem`, `_original`.
 *
 * @param file the original, for messages
 * @returns the table's name, quoted
 * @throws source.row_count_differs, source.csv_unreadable (exit 3)
 */
export async function createRawTable(
  connection: DuckDBConnection,
  tableName: string,
  file: string,
  table: ScratchTable,
): Promise<string> {
  const name = quoteIdentifier(tableName)
  try {
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${name} AS ${selectRecords(table)}`)
  } catch (cause) {
    throw new AftercareError('source.csv_unreadable', 'the two passes over the file read it differently', {
      where: file,
      remedy: 'Keep the file and report it together with this message; nothing of it was loaded.',
      exitCode: 3,
      cause,
    })
  }
  await compareCounts(connection, name, file, table.staged)
  return name
}

function selectRecords({ staged, columns, delimiter, quote, isEveryFieldRequired, expression, order }: ScratchTable): string {
  const width = columns.length
  const wanted = (order ?? columns.map((_, index) => index)).map((index) => {
    const text = `record.c${index}`
    return `${expression?.(text, index) ?? text} AS ${quoteIdentifier(columns[index]!)}`
  })
  const seen = isEveryFieldRequired
    ? `CASE WHEN record.c${width} IS NOT NULL THEN 'row.too_many_fields' WHEN record.c${width - 1} IS NULL THEN 'row.too_few_fields' END`
    : 'NULL'
  const hasProblems = Object.values(staged.problems).some((count) => count > 0)
  const records = readCsv(staged.file, ['_row', ...Array.from({ length: width + 2 }, (_, index) => `c${index}`)], {
    delimiter,
    quote,
    nullText: isEveryFieldRequired ? IMPOSSIBLE_TEXT : NULL_TEXT,
    isParallel: !staged.hasQuotedBreaks,
    lineBytes: staged.longestRecord,
  })
  if (!hasProblems) {
    return `SELECT record._row, ${wanted.join(', ')}, ${seen}::VARCHAR AS _problem, NULL::VARCHAR AS _original FROM ${records} AS record`
  }
  const problems = readCsv(staged.problemsFile, ['_row', 'code', 'original'], {
    delimiter: ',',
    quote: '"',
    nullText: IMPOSSIBLE_TEXT,
    isParallel: false,
    lineBytes: 4 * staged.longestRecord + (32 << 20),
  })
  return `SELECT record._row, ${wanted.join(', ')}, coalesce(CASE WHEN problem.code = 'row.unreadable' THEN problem.code END, ${seen}) AS _problem,
    problem.original AS _original
    FROM ${records} AS record LEFT JOIN ${problems} AS problem ON problem._row = record._row
    ORDER BY record._row`
}

interface ReadCsv {
  readonly delimiter: string
  readonly quote: string
  readonly nullText: string
  readonly isParallel: boolean
  readonly lineBytes: number
}

function readCsv(
  file: string,
  columns: readonly string[],
  { delimiter, quote, nullText, isParallel, lineBytes }: ReadCsv,
): string {
  const types = columns.map((column) => `'${column}': '${column === '_row' ? 'INTEGER' : 'VARCHAR'}'`).join(', ')
  return `read_csv(${quoteText(file)}, auto_detect = false, header = false, columns = {${types}}, delim = ${quoteText(delimiter)},
    quote = ${quoteText(quote)}, escape = ${quoteText(quote)}, comment = '', new_line = '\\n', nullstr = ${quoteText(nullText)}, allow_quoted_nulls = false,
    null_padding = true, strict_mode = true, ignore_errors = false, compression = 'none', parallel = ${isParallel},
    max_line_size = ${Math.max(DEFAULT_LINE_BYTES, 2 * lineBytes)})`
}

/** Records are counted twice, by the decoding pass and by DuckDB; a difference means that one of them misread. */
async function compareCounts(
  connection: DuckDBConnection,
  name: string,
  file: string,
  { rows, problems }: Staged,
): Promise<void> {
  const reader =
    await connection.runAndReadAll(`SELECT count(*)::DOUBLE, coalesce(min(_row), 1)::DOUBLE, coalesce(max(_row), 0)::DOUBLE,
    coalesce(sum(_row), 0)::DOUBLE, count(*) FILTER (_problem = 'row.too_few_fields')::DOUBLE,
    count(*) FILTER (_problem = 'row.too_many_fields')::DOUBLE, count(*) FILTER (_problem = 'row.unreadable')::DOUBLE FROM ${name}`)
  const read = reader.getRows()[0]!.map(Number)
  const counted = [
    rows,
    1,
    rows,
    (rows * (rows + 1)) / 2,
    problems['row.too_few_fields'],
    problems['row.too_many_fields'],
    problems['row.unreadable'],
  ]
  if (counted.every((count, index) => count === read[index])) return
  await connection.run(`DROP TABLE ${name}`)
  throw new AftercareError('source.row_count_differs', 'the two passes over the file found different records', {
    value: `${read.join(', ')} instead of ${counted.join(', ')}`,
    where: file,
    remedy: 'Keep the file and report it together with this message; nothing of it was loaded.',
    exitCode: 3,
  })
}

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
  /** In the order of the table; as many as the scratch form has. */
  readonly columns: readonly ScratchColumn[]
  readonly delimiter: string
  /** Empty when the form has no quotes. */
  readonly quote: string
  /** True when short rows are rows that are not whole; false when columns left off are null. */
  readonly isEveryFieldRequired: boolean
  /** The header as in the file: a row that repeats it was left by someone who joined files, and says so. */
  readonly header?: readonly string[]
}

export interface ScratchColumn {
  /** Unique among the columns. */
  readonly name: string
  /** In the scratch form, from 0. */
  readonly position: number
  /** Where the column is more than the text of the scratch form. @param text that text, ready for SQL */
  readonly expression?: (text: string) => string
}

/** Columns that stand in the table as in the scratch form. */
export const plainColumns = (names: readonly string[]): ScratchColumn[] => names.map((name, position) => ({ name, position }))

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

function selectRecords({ staged, columns, delimiter, quote, isEveryFieldRequired, header }: ScratchTable): string {
  const width = columns.length
  const wanted = columns.map(({ name, position, expression }) => {
    const text = `record.c${position}`
    return `${expression?.(text) ?? text} AS ${quoteIdentifier(name)}`
  })
  // In a file of one column the header's word may well be a value.
  const isRepeated = header === undefined || width === 1 ? 'false' : repeats(header)
  const seen = isEveryFieldRequired
    ? `CASE WHEN record.c${width} IS NOT NULL THEN 'row.too_many_fields' WHEN record.c${width - 1} IS NULL THEN 'row.too_few_fields'
      WHEN ${isRepeated} THEN 'row.repeats_header' END`
    : 'NULL'
  const repeated = `CASE WHEN ${isRepeated} THEN concat_ws(${quoteText(delimiter)}, ${Array.from({ length: width }, (_, index) => `record.c${index}`).join(', ')}) END`
  const hasProblems = Object.values(staged.problems).some((count) => count > 0)
  const records = readCsv(staged.file, ['_row', ...Array.from({ length: width + 2 }, (_, index) => `c${index}`)], {
    delimiter,
    quote,
    nullText: isEveryFieldRequired ? IMPOSSIBLE_TEXT : NULL_TEXT,
    isParallel: !staged.hasQuotedBreaks,
    lineBytes: staged.longestRecord,
  })
  if (!hasProblems) {
    return `SELECT record._row, ${wanted.join(', ')}, ${seen}::VARCHAR AS _problem, ${repeated}::VARCHAR AS _original FROM ${records} AS record`
  }
  const problems = readCsv(staged.problemsFile, ['_row', 'code', 'original'], {
    delimiter: ',',
    quote: '"',
    nullText: IMPOSSIBLE_TEXT,
    isParallel: false,
    lineBytes: 4 * staged.longestRecord + (32 << 20),
  })
  return `SELECT record._row, ${wanted.join(', ')}, coalesce(CASE WHEN problem.code = 'row.unreadable' THEN problem.code END, ${seen}) AS _problem,
    coalesce(problem.original, ${repeated}) AS _original
    FROM ${records} AS record LEFT JOIN ${problems} AS problem ON problem._row = record._row
    ORDER BY record._row`
}

const repeats = (header: readonly string[]) =>
  header.map((text, index) => `trim(record.c${index}) = ${quoteText(text.replaceAll(/\r\n?/g, '\n').trim())}`).join(' AND ')

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
  const read = reader.getRows().flat().map(Number)
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

/** CSV without silent damage: decoded strictly, split once here and once by DuckDB, and compared. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { AftercareError } from '../../contracts/errors.ts'
import { columnNames } from './columns.ts'
import { chooseDelimiter, HEADER_LOOKED_FOR, headerIndex, headRecords, type Dialect, type HeadRecord } from './csv-dialect.ts'
import { CsvRecords } from './csv-records.ts'
import { decode } from './encoding.ts'
import { createRawTable, plainColumns } from './raw-table.ts'
import type { CsvOptions, RawTable, ReadRequest } from './read.ts'
import { ScratchWriter, type Staged } from './scratch.ts'

/** The header must end within this many bytes of text. */
const HEAD_BYTES = 1 << 20

interface StagedCsv {
  readonly staged: Staged
  readonly dialect: Dialect
  readonly columns: readonly string[]
  /** As in the file; null when the source says that there is none. */
  readonly header: readonly string[] | null
}

/** @throws source.csv_unreadable, source.header_unreadable, source.quote_unclear, source.file_empty, and what decode and createRawTable throw */
export async function readCsv(connection: DuckDBConnection, request: ReadRequest): Promise<RawTable> {
  const { file, tableName, options } = request
  const forced = options.csv.encoding ?? 'auto'
  const { encoding, result } = await decode(file, forced, (text) => stage(text, file, request.scratchFile, options.csv))
  const { staged, dialect, columns, header } = result
  const { delimiter, quote } = dialect
  const table = await createRawTable(connection, tableName, file, {
    staged,
    columns: plainColumns(columns),
    delimiter,
    quote,
    isEveryFieldRequired: true,
    ...(header && { header }),
  })
  const notes = options.csv.delimiter === undefined ? [`delimiter ${JSON.stringify(delimiter)} chosen`] : []
  return { table, columns, rows: staged.rows, encoding, format: 'csv', notes }
}

async function stage(text: AsyncIterable<Buffer>, file: string, scratchFile: string, options: CsvOptions): Promise<StagedCsv> {
  const writer = new ScratchWriter(scratchFile)
  const chunks = text[Symbol.asyncIterator]()
  try {
    const head = await takeHead(chunks)
    const { header, firstRecord, bytes, dialect } = readHeader(head.toString('utf8'), file, options)
    const columns = columnNames(header ?? firstRecord.map(() => ''))
    const records = new CsvRecords(writer, dialect, columns.length, file, 1 + lineBreaks(head.toString('utf8', 0, bytes)))
    records.feed(head.subarray(bytes))
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) records.feed(next.value)
    records.finish()
    return { staged: writer.close(), dialect, columns, header }
  } catch (cause) {
    writer.discard()
    throw cause
  } finally {
    await chunks.return?.()
  }
}

async function takeHead(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  const head: Buffer[] = []
  for (let bytes = 0; bytes < HEAD_BYTES;) {
    const next = await chunks.next()
    if (next.done === true) break
    head.push(next.value)
    bytes += next.value.length
  }
  return Buffer.concat(head)
}

const lineBreaks = (text: string) => text.match(/\r\n|\r|\n/g)?.length ?? 0

interface Head {
  readonly header: readonly string[] | null
  /** Tells the width when there is no header. */
  readonly firstRecord: readonly string[]
  /** Bytes before the first data record. */
  readonly bytes: number
  readonly dialect: Dialect
}

function readHeader(text: string, file: string, options: CsvOptions): Head {
  if (text.trim() === '') {
    throw new AftercareError('source.file_empty', 'the file has no text', {
      where: file,
      remedy: 'Export it again, or delete it if nothing was to be exported.',
      exitCode: 3,
    })
  }
  const { header_row: headerRow } = options
  const quote = options.quote ?? '"'
  const escape = options.escape ?? quote
  const dialect = { quote, escape, delimiter: options.delimiter ?? chooseDelimiter(text, quote, escape, headerRow) }
  const records = headRecords(text, dialect, headerRow === undefined || headerRow === 0 ? HEADER_LOOKED_FOR : headerRow)
  const found: HeadRecord | undefined = records[headerIndex(records, headerRow)]
  if (found === undefined || !found.isSound || found.fields.some((field) => field.includes('\0'))) {
    throw new AftercareError('source.header_unreadable', 'the header row cannot be read', {
      where: `${file}, row ${headerRow ?? 1}`,
      remedy: 'State `header_row`, `delimiter` and `quote` of the source as the file has them.',
      exitCode: 3,
    })
  }
  if (options.quote === undefined && found.fields.some((field) => /^'.*'$/.test(field.trim()))) {
    throw new AftercareError('source.quote_unclear', 'a column name is wrapped in single quotes', {
      where: `${file}, row ${headerRow ?? 1}`,
      remedy: 'State `quote` of the source, and `escape` where quotes inside a text are not doubled.',
      exitCode: 3,
    })
  }
  const hasHeader = headerRow !== 0
  const bytes = hasHeader ? Buffer.byteLength(text.slice(0, found.end)) : 0
  return { header: hasHeader ? found.fields : null, firstRecord: found.fields, bytes, dialect }
}

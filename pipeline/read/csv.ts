/** CSV without silent damage: decoded strictly, split once here and once by DuckDB, and compared. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { AftercareError } from '../../contracts/errors.ts'
import { columnNames } from './columns.ts'
import { chooseDelimiter, headerIndex, headRecords, type Dialect, type HeadRecord } from './csv-dialect.ts'
import { CsvRecords } from './csv-records.ts'
import { decode } from './encoding.ts'
import { createRawTable } from './raw-table.ts'
import type { CsvOptions, RawTable, ReadRequest } from './read.ts'
import { ScratchWriter, type Staged } from './scratch.ts'

/** The header must end within this many bytes of text. */
const HEAD_BYTES = 1 << 20

interface StagedCsv {
  readonly staged: Staged
  readonly dialect: Dialect
  readonly columns: readonly string[]
}

/** @throws source.csv_unreadable, source.header_unreadable, source.file_empty, and what decode and createRawTable throw */
export async function readCsv(connection: DuckDBConnection, request: ReadRequest): Promise<RawTable> {
  const { file, tableName, options } = request
  const forced = options.csv.encoding ?? 'auto'
  const { encoding, result } = await decode(file, forced, (text) => stage(text, file, request.scratchFile, options.csv))
  const { staged, dialect, columns } = result
  const { delimiter, quote } = dialect
  const table = await createRawTable(connection, tableName, file, {
    staged,
    columns,
    delimiter,
    quote,
    isEveryFieldRequired: true,
  })
  const notes = options.csv.delimiter === undefined ? [`delimiter ${JSON.stringify(delimiter)} chosen`] : []
  return { table, columns, rows: staged.rows, encoding, format: 'csv', notes }
}

async function stage(text: AsyncIterable<Buffer>, file: string, scratchFile: string, options: CsvOptions): Promise<StagedCsv> {
  const writer = new ScratchWriter(scratchFile)
  try {
    let head: Buffer[] | null = []
    let headBytes = 0
    let started: { records: CsvRecords; dialect: Dialect; columns: string[] } | null = null
    const start = () => {
      const joined = Buffer.concat(head!)
      head = null
      const { header, dialect, end } = readHeader(joined, file, options)
      const columns = columnNames(header)
      const line = 1 + joined.toString('utf8', 0, end).split(/\r\n|\r|\n/).length - 1
      started = { records: new CsvRecords(writer, dialect, columns.length, file, line), dialect, columns }
      started.records.feed(joined.subarray(end))
      return started
    }
    for await (const chunk of text) {
      if (started !== null) (started as { records: CsvRecords }).records.feed(chunk)
      else {
        head!.push(chunk)
        headBytes += chunk.length
        if (headBytes >= HEAD_BYTES) start()
      }
    }
    const { records, dialect, columns } = started ?? start()
    records.finish()
    return { staged: writer.close(), dialect, columns }
  } catch (cause) {
    writer.discard()
    throw cause
  }
}

function readHeader(
  head: Buffer,
  file: string,
  options: CsvOptions,
): { header: readonly string[]; dialect: Dialect; end: number } {
  const text = head.toString('utf8')
  if (text.trim() === '') {
    throw new AftercareError('source.file_empty', 'the file has no text', {
      where: file,
      remedy: 'Export it again, or delete it if nothing was to be exported.',
      exitCode: 3,
    })
  }
  const quote = options.quote ?? '"'
  const escape = options.escape ?? quote
  const dialect = { quote, escape, delimiter: options.delimiter ?? chooseDelimiter(text, quote, escape, options.header_row) }
  if (options.header_row === 0) {
    const first = headRecords(text, dialect, 1)[0]!
    return { header: first.fields.map(() => ''), dialect, end: 0 }
  }
  const records = headRecords(text, dialect, options.header_row ?? 1000)
  const header: HeadRecord | undefined = records[headerIndex(records, options.header_row)]
  if (header === undefined || !header.isSound || header.fields.some((field) => field.includes('\0'))) {
    throw new AftercareError('source.header_unreadable', 'the header row cannot be read', {
      where: `${file}, row ${options.header_row ?? 1}`,
      remedy: 'State `header_row`, `delimiter` and `quote` of the source as the file has them.',
      exitCode: 3,
    })
  }
  return { header: header.fields, dialect, end: Buffer.byteLength(text.slice(0, header.end)) }
}

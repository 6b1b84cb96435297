/** JSON (an array of records) and NDJSON (a record a line): the columns are the union of the keys, in order of appearance. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { AftercareError } from '../../contracts/errors.ts'
import { columnNames } from './columns.ts'
import { decode } from './encoding.ts'
import { elementRanges, JsonShapeError, recordFields } from './json-records.ts'
import { createRawTable, plainColumns } from './raw-table.ts'
import type { Format, RawTable, ReadRequest } from './read.ts'
import { isStorable, ScratchWriter, type Staged } from './scratch.ts'

/** A JSON array is held in memory whole; larger ones should come as NDJSON, which is streamed. */
const MAX_JSON_BYTES = 1 << 30

/** @throws source.json_unreadable, source.json_no_records, source.json_too_large, source.file_empty, and what decode throws */
export async function readJson(connection: DuckDBConnection, request: ReadRequest): Promise<RawTable> {
  const path = request.options.json.records?.split('.') ?? []
  return readRecords(connection, request, 'json', async (text, rows) => {
    const whole = await gather(text, request.file)
    try {
      for (const [start, end] of elementRanges(whole, path)) rows.add(whole.toString('utf8', start, end))
    } catch (cause) {
      throw cause instanceof JsonShapeError ? shapeError(cause, request) : cause
    }
  })
}

/** A line that is no JSON object becomes a row with `_problem`. @throws source.file_empty, and what decode throws */
export async function readNdjson(connection: DuckDBConnection, request: ReadRequest): Promise<RawTable> {
  return readRecords(connection, request, 'ndjson', async (text, rows) => {
    for await (const line of lines(text)) if (line.trim() !== '') rows.add(line)
  })
}

async function readRecords(
  connection: DuckDBConnection,
  { file, tableName, scratchFile }: ReadRequest,
  format: Format,
  collect: (text: AsyncIterable<Buffer>, rows: RecordRows) => Promise<void>,
): Promise<RawTable> {
  const { encoding, result } = await decode(file, 'auto', async (text) => {
    const rows = new RecordRows(scratchFile)
    try {
      await collect(text, rows)
      return { keys: rows.keys, staged: rows.close() }
    } catch (cause) {
      rows.discard()
      throw cause
    }
  })
  const columns = columnNames(result.keys)
  if (columns.length === 0) {
    throw new AftercareError('source.file_empty', 'the file has no record with a field', {
      where: file,
      remedy: 'Export it again, or delete it if nothing was to be exported.',
      exitCode: 3,
    })
  }
  const { staged } = result
  const table = await createRawTable(connection, tableName, file, {
    staged,
    columns: plainColumns(columns),
    delimiter: ',',
    quote: '"',
    isEveryFieldRequired: false,
  })
  return { table, columns, rows: staged.rows, encoding, format, notes: [] }
}

/** Writes records to scratch; a key that appears late is a column that earlier records leave off. */
class RecordRows {
  readonly #positions = new Map<string, number>()
  readonly #writer: ScratchWriter

  constructor(scratchFile: string) {
    this.#writer = new ScratchWriter(scratchFile)
  }

  get keys(): string[] {
    return [...this.#positions.keys()]
  }

  add(text: string): void {
    const fields = recordFields(text)
    if (fields === null || ![...fields].every(([key, value]) => isStorable(key) && (value === null || isStorable(value)))) {
      this.#writer.writeUnreadable(text.trim().replaceAll('\0', '␀').toWellFormed())
      return
    }
    for (const key of fields.keys()) if (!this.#positions.has(key)) this.#positions.set(key, this.#positions.size)
    this.#writer.writeRow(Array.from(this.#positions.keys(), (key) => fields.get(key) ?? null))
  }

  close(): Staged {
    return this.#writer.close()
  }

  discard(): void {
    this.#writer.discard()
  }
}

async function gather(text: AsyncIterable<Buffer>, file: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of text) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > MAX_JSON_BYTES) {
      throw new AftercareError('source.json_too_large', 'a JSON array of more than 1 GiB is not read at once', {
        where: file,
        remedy: 'Export it as NDJSON (one record a line), or in several files.',
        exitCode: 3,
      })
    }
  }
  return Buffer.concat(chunks)
}

async function* lines(text: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let carry: Buffer[] = []
  for await (const chunk of text) {
    let start = 0
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
      yield Buffer.concat([...carry, chunk.subarray(start, end)]).toString('utf8')
      carry = []
      start = end + 1
    }
    if (start < chunk.length) carry.push(Buffer.from(chunk.subarray(start)))
  }
  if (carry.length > 0) yield Buffer.concat(carry).toString('utf8')
}

function shapeError(cause: JsonShapeError, { file, options }: ReadRequest): AftercareError {
  const where = `${file}, byte ${cause.at}`
  if (!cause.isMissing) {
    const remedy = 'Transfer or export the file again.'
    return new AftercareError('source.json_unreadable', `the file is no whole JSON: ${cause.message}`, {
      where,
      remedy,
      exitCode: 3,
      cause,
    })
  }
  return new AftercareError('source.json_no_records', `there is no array of records: ${cause.message}`, {
    value: options.json.records ?? '(top)',
    where,
    remedy: 'State in `json: { records: … }` of the source the dotted path to the array.',
    exitCode: 3,
    cause,
  })
}

/**
 * Reading: a landed original becomes one DuckDB table of raw text, whatever its format. Nothing is typed, renamed or
 * left out here; a row that is not whole says so and becomes a reject later.
 */
import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Load } from '../../contracts/load.ts'
import { readCsv } from './csv.ts'
import { readJson, readNdjson } from './json.ts'
import { readXlsx } from './xlsx.ts'

export type Format = Load['format']

export interface RawTable {
  /**
   * Quoted, ready for FROM. `_row INTEGER` (data record, from 1), one VARCHAR a column, `_problem VARCHAR` (null, or
   * row.too_few_fields, row.too_many_fields, row.unreadable, row.repeats_header) and for such rows `_original VARCHAR`, the record's text.
   */
  readonly table: string
  /** Header names as in the file, made unique; the columns of the table between `_row` and `_problem`. */
  readonly columns: readonly string[]
  /** Data records, those with a `_problem` included. */
  readonly rows: number
  /** Null for formats that carry their own (XLSX). */
  readonly encoding: string | null
  readonly format: Format
  /** What was chosen or left off without being told to, one plain sentence each. */
  readonly notes: readonly string[]
}

export interface CsvOptions {
  /** Default: chosen among comma, semicolon, tab and bar. */
  readonly delimiter?: string | undefined
  /** Default `"`; empty for none. */
  readonly quote?: string | undefined
  /** Default: the quote doubled. */
  readonly escape?: string | undefined
  /** 1-based, blank lines counted; 0 for none; default the first line that is not blank. */
  readonly header_row?: number | undefined
  /** `auto` (default), `utf-8`, `gb18030`, or another name that TextDecoder knows. */
  readonly encoding?: string | undefined
}

export interface XlsxOptions {
  /** Default the first sheet. */
  readonly sheet?: string | undefined
  /** 1-based row of the sheet; default the first row that is not blank. */
  readonly header_row?: number | undefined
}

export interface JsonOptions {
  /** Dotted path to the array of records; default the top. */
  readonly records?: string | undefined
}

export interface ReadOptions {
  readonly format: Format
  readonly csv: CsvOptions
  readonly xlsx: XlsxOptions
  readonly json: JsonOptions
}

/** What a reader is given. */
export interface ReadRequest {
  readonly file: string
  readonly tableName: string
  /** A path that does not exist yet; it and paths beginning with it are removed afterwards. */
  readonly scratchFile: string
  readonly options: ReadOptions
}

type Reader = (connection: DuckDBConnection, request: ReadRequest) => Promise<RawTable>

/** Another format is another entry here. */
const READERS: Readonly<Record<Format, Reader>> = { csv: readCsv, xlsx: readXlsx, json: readJson, ndjson: readNdjson }

const EXTENSIONS: Readonly<Record<string, Format>> = {
  '.csv': 'csv',
  '.tsv': 'csv',
  '.txt': 'csv',
  '.xlsx': 'xlsx',
  '.xlsm': 'xlsx',
  '.json': 'json',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
}

/** The format that a file name promises, a `.gz` seen through; null for an unknown extension. */
export function formatOf(fileName: string): Format | null {
  return EXTENSIONS[path.extname(fileName.toLowerCase().replace(/\.gz$/, ''))] ?? null
}

/**
 * Reads a landed original into a temporary table of the connection.
 *
 * @param file absolute path; gzip is seen through, except for XLSX
 * @param tableName unquoted; an existing temporary table of that name is replaced
 * @param scratch folder for intermediate files, made when absent; left empty
 * @throws the codes `source.*` of docs/errors.md, exit 3: the file as a whole cannot be read, nothing was loaded
 */
export async function readRaw(
  connection: DuckDBConnection,
  file: string,
  tableName: string,
  scratch: string,
  options: ReadOptions,
): Promise<RawTable> {
  await mkdir(scratch, { recursive: true })
  const scratchFile = path.join(scratch, `read-${randomUUID()}`)
  try {
    return await READERS[options.format](connection, { file, tableName, scratchFile, options })
  } finally {
    await rm(scratchFile, { force: true })
    await rm(`${scratchFile}.problems`, { force: true })
  }
}

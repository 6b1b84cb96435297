/** Reads a file as the pipeline does and hands back plain cells. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { AftercareError } from '../../../contracts/errors.ts'
import { formatOf, readRaw, type RawTable, type ReadOptions } from '../../../pipeline/read/read.ts'

export interface Reading extends RawTable {
  /** Cells of the sound rows, in the order of `_row`. */
  readonly cells: (string | null)[][]
  /** Record numbers of the sound rows. */
  readonly rowNumbers: number[]
  readonly problems: { row: number; code: string; original: string | null }[]
}

// Of the worker, shared by the files that it runs; the folder goes with the folder of the run.
const folder = mkdtempSync(path.join(tmpdir(), 'aftercare-read-'))
const scratch = path.join(folder, 'scratch')
const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()

/** Writes bytes to a new file. @param extension with its dot */
export function written(bytes: string | Uint8Array, extension: string): string {
  const file = path.join(folder, randomUUID() + extension)
  writeFileSync(file, bytes)
  return file
}

export async function read(file: string, options: Partial<ReadOptions> = {}): Promise<Reading> {
  const format = formatOf(file)
  if (format === null) throw new TypeError(`no format: ${file}`)
  const raw = await readRaw(connection, file, 'raw table', scratch, { format, csv: {}, xlsx: {}, json: {}, ...options })
  const reader = await connection.runAndReadAll(`SELECT * FROM ${raw.table} ORDER BY _row`)
  if (reader.columnNames().join('\n') !== ['_row', ...raw.columns, '_problem', '_original'].join('\n'))
    throw new Error('columns differ')
  if (readdirSync(scratch).length > 0) throw new Error('scratch is not empty')
  const cells: (string | null)[][] = []
  const rowNumbers: number[] = []
  const problems: Reading['problems'] = []
  for (const row of reader.getRows() as (string | number | null)[][]) {
    const number = Number(row[0])
    const [code, original] = row.slice(-2) as (string | null)[]
    if (code !== null && code !== undefined) problems.push({ row: number, code, original: original ?? null })
    else {
      cells.push(row.slice(1, -2) as (string | null)[])
      rowNumbers.push(number)
    }
  }
  return { ...raw, cells, rowNumbers, problems }
}

export const readText = (text: string | Uint8Array, extension = '.csv', options: Partial<ReadOptions> = {}) =>
  read(written(text, extension), options)

/** The code with which reading is refused. */
export async function refusal(reading: Promise<Reading>): Promise<string> {
  try {
    const { cells } = await reading
    return `read: ${JSON.stringify(cells)}`
  } catch (cause) {
    if (cause instanceof AftercareError && cause.exitCode === 3 && readdirSync(scratch).length === 0) return cause.code
    throw cause
  }
}

/** Rows of DuckDB as an Arrow IPC stream, built from its chunks without a row object between. */
import { setImmediate } from 'node:timers/promises'
import { Field, makeData, RecordBatch, Schema, Struct, Table, tableToIPC, type Data } from 'apache-arrow'
import type { DuckDBDataChunk, DuckDBType } from '@duckdb/node-api'
import { arrowColumn } from './arrow-column.ts'

/** The media type of these bytes. */
export const ARROW_STREAM = 'application/vnd.apache.arrow.stream'

export interface ResultColumn {
  readonly name: string
  readonly type: DuckDBType
}

export interface ArrowResult {
  readonly bytes: Uint8Array
  /** Nulls in each column, in the order of the columns. */
  readonly nullCounts: readonly number[]
}

/** Columns longer than this are built one at a time, so that other requests are answered in between. */
const LONG = 5000

/**
 * One record batch of all chunks. VARCHAR becomes Dictionary<Utf8> or Utf8, DOUBLE Float64, INTEGER Int32, BOOLEAN Bool, DATE DateDay,
 * TIMESTAMP a Timestamp in microseconds without a zone: UTC.
 * @throws RangeError for a column of another type
 */
export async function arrowStream(columns: readonly ResultColumn[], chunks: readonly DuckDBDataChunk[]): Promise<ArrowResult> {
  const length = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0)
  const data: Data[] = []
  for (const [index, { type }] of columns.entries()) {
    if (length > LONG) await setImmediate()
    data.push(arrowColumn(type, chunks, index, length))
  }
  const fields = columns.map(({ name }, index) => new Field(name, dataAt(data, index).type, true))
  const schema = new Schema(fields)
  const batch = new RecordBatch(schema, makeData({ type: new Struct(fields), length, nullCount: 0, children: data }))
  return { bytes: tableToIPC(new Table(schema, [batch]), 'stream'), nullCounts: data.map(({ nullCount }) => nullCount) }
}

function dataAt<T>(data: readonly T[], index: number): T {
  const found = data[index]
  if (found === undefined) throw new RangeError(`no column ${index}`)
  return found
}

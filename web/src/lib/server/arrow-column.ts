/** One column of a result as Arrow data. */
import {
  Bool,
  DateDay,
  Dictionary,
  Float64,
  Int16,
  Int32,
  makeData,
  TimestampMicrosecond,
  Utf8,
  Vector,
  type Data,
} from 'apache-arrow'
import { DuckDBDateValue, DuckDBTimestampValue, DuckDBTypeId } from '@duckdb/node-api'
import type { DuckDBDataChunk, DuckDBType, DuckDBValue } from '@duckdb/node-api'

/** A word has to come back this often, on average, for a dictionary to be smaller and quicker than the words themselves. */
const WORTH_A_DICTIONARY = 4
/** Of a dictionary: its codes are 16 bits with a sign. */
const MOST_WORDS = 2 ** 15 - 1

type Build = (column: ResultValues) => Data

/** What travels to the browser, and as what. */
const BUILD = new Map<DuckDBTypeId, Build>([
  [DuckDBTypeId.VARCHAR, textColumn],
  [DuckDBTypeId.DOUBLE, (column) => makeData({ type: new Float64(), ...column.fill(new Float64Array(column.length), numberOf) })],
  [DuckDBTypeId.INTEGER, (column) => makeData({ type: new Int32(), ...column.fill(new Int32Array(column.length), numberOf) })],
  [DuckDBTypeId.BOOLEAN, booleanColumn],
  [DuckDBTypeId.DATE, (column) => makeData({ type: new DateDay(), ...column.fill(new Int32Array(column.length), daysOf) })],
  [
    DuckDBTypeId.TIMESTAMP,
    (column) => makeData({ type: new TimestampMicrosecond(), ...column.fill(new BigInt64Array(column.length), microsOf) }),
  ],
])

/**
 * @param index the column's place, which also names its dictionary: the same rows give the same bytes
 * @param length rows of all chunks together
 * @throws RangeError for a type that does not travel to the browser
 */
export function arrowColumn(type: DuckDBType, chunks: readonly DuckDBDataChunk[], index: number, length: number): Data {
  const build = BUILD.get(type.typeId)
  if (build === undefined) throw new RangeError(`no Arrow type is chosen for ${type.toString()}`)
  return build(new ResultValues(chunks, index, length))
}

const numberOf = (value: DuckDBValue): number => (typeof value === 'number' ? value : unfit(value))
const daysOf = (value: DuckDBValue): number => (value instanceof DuckDBDateValue ? value.days : unfit(value))
const microsOf = (value: DuckDBValue): bigint => (value instanceof DuckDBTimestampValue ? value.micros : unfit(value))

function unfit(value: DuckDBValue): never {
  throw new RangeError(`a value is not of its column's type: ${typeof value}`)
}

/** The values of one column over all chunks, and which of them are there. */
class ResultValues {
  readonly index: number
  readonly length: number
  readonly #chunks: readonly DuckDBDataChunk[]
  /** Arrow's bitmap: a bit is 1 where there is a value. */
  readonly #bitmap: Uint8Array
  #nullCount = 0

  constructor(chunks: readonly DuckDBDataChunk[], index: number, length: number) {
    this.#chunks = chunks
    this.index = index
    this.length = length
    this.#bitmap = new Uint8Array(Math.ceil(length / 8)).fill(255)
  }

  /** Gives each value that is not null with its row in the whole result, and counts the others. To be called once. */
  visit(take: (value: DuckDBValue, at: number) => void): void {
    let at = 0
    for (const chunk of this.#chunks) {
      const vector = chunk.getColumnVector(this.index)
      for (let row = 0; row < chunk.rowCount; row += 1, at += 1) {
        const value = vector.getItem(row)
        if (value === null) this.#setNull(at)
        else take(value, at)
      }
    }
  }

  /** Visits, putting what `of` makes of each value into `data`. */
  fill<T extends number | bigint, A extends Record<number, T>>(data: A, of: (value: DuckDBValue) => T) {
    this.visit((value, at) => {
      data[at] = of(value)
    })
    return { ...this.present, data }
  }

  get present() {
    // Without a null the bitmap is left out.
    return { length: this.length, nullCount: this.#nullCount, nullBitmap: this.#nullCount === 0 ? null : this.#bitmap }
  }

  #setNull(at: number): void {
    this.#nullCount += 1
    this.#bitmap[at >> 3] = (this.#bitmap[at >> 3] ?? 0) & ~(1 << (at & 7))
  }
}

function booleanColumn(column: ResultValues): Data {
  const data = new Uint8Array(Math.ceil(column.length / 8))
  column.visit((value, at) => {
    if (value === true) data[at >> 3] = (data[at >> 3] ?? 0) | (1 << (at & 7))
  })
  return makeData({ type: new Bool(), ...column.present, data })
}

function textColumn(column: ResultValues): Data {
  const words = new Array<string | null>(column.length).fill(null)
  column.visit((value, at) => {
    words[at] = typeof value === 'string' ? value : unfit(value)
  })
  const coded = encoded(words, Math.min(Math.floor(words.length / WORTH_A_DICTIONARY), MOST_WORDS))
  if (coded === null) return makeData({ type: new Utf8(), ...column.present, ...utf8(words) })
  const dictionary = new Vector([makeData({ type: new Utf8(), length: coded.words.length, ...utf8(coded.words) })])
  const type = new Dictionary(new Utf8(), new Int16(), column.index)
  return makeData({ type, ...column.present, data: coded.codes, dictionary })
}

/** Each word's place among the words that differ; null when there are more than `most` of them. */
function encoded(words: readonly (string | null)[], most: number): { codes: Int16Array; words: string[] } | null {
  const codes = new Int16Array(words.length)
  const known = new Map<string, number>()
  for (const [at, word] of words.entries()) {
    if (word === null) continue
    let code = known.get(word)
    if (code === undefined) {
      if (known.size >= most) return null
      code = known.size
      known.set(word, code)
    }
    codes[at] = code
  }
  return { codes, words: [...known.keys()] }
}

function utf8(words: readonly (string | null)[]): { valueOffsets: Int32Array; data: Uint8Array } {
  const valueOffsets = new Int32Array(words.length + 1)
  for (const [at, word] of words.entries()) {
    valueOffsets[at + 1] = (valueOffsets[at] ?? 0) + (word === null ? 0 : Buffer.byteLength(word))
  }
  const data = Buffer.from(words.join(''))
  return { valueOffsets, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) }
}

/**
 * From counts to vectors: (1 + ln count) × idf, each row then of length 1 (Salton and Buckley 1988, "ltc"), with
 * idf = ln((1 + texts) ÷ (1 + texts that have the piece)) + 1. Pieces of fewer than two texts say nothing about another text.
 */
import type { Corpus } from './corpus.ts'

export interface Weighting {
  /** Of each piece of the corpus its column in the vectors; −1 for one left out. */
  readonly columns: Int32Array
  /** Of each column the piece of the corpus. */
  readonly kept: Int32Array
  readonly idf: Float32Array
}

export interface Vectors {
  readonly rows: number
  readonly width: number
  readonly starts: Int32Array
  readonly columns: Int32Array
  readonly values: Float32Array
}

/** @param rows those that may be learned from: of all others not even the document frequency is used */
export function weightingOf(corpus: Corpus, rows: Int32Array, leastTexts: number, mostPieces: number): Weighting {
  const frequency = new Int32Array(corpus.dictionary.size)
  for (const row of rows) {
    for (let at = corpus.starts[row] as number; at < (corpus.starts[row + 1] as number); at++) {
      const column = corpus.columns[at] as number
      frequency[column] = (frequency[column] as number) + 1
    }
  }
  const least = leastFrequency(frequency, leastTexts, mostPieces)
  const columns = new Int32Array(frequency.length).fill(-1)
  const kept: number[] = []
  frequency.forEach((texts, piece) => {
    if (texts < least) return
    columns[piece] = kept.length
    kept.push(piece)
  })
  const idf = Float32Array.from(kept, (piece) => Math.log((1 + rows.length) / (1 + (frequency[piece] as number))) + 1)
  return { columns, kept: Int32Array.from(kept), idf }
}

/** The lowest frequency with which at most so many pieces are left. */
function leastFrequency(frequency: Int32Array, leastTexts: number, mostPieces: number): number {
  let least = leastTexts
  for (;;) {
    let kept = 0
    for (const texts of frequency) if (texts >= least) kept++
    if (kept <= mostPieces) return least
    least++
  }
}

export function vectorsOf(corpus: Corpus, rows: Int32Array, { columns, kept, idf }: Weighting): Vectors {
  const starts = new Int32Array(rows.length + 1)
  let room = 0
  for (const row of rows) room += (corpus.starts[row + 1] as number) - (corpus.starts[row] as number)
  const found = new Int32Array(room)
  const values = new Float32Array(room)
  let end = 0
  rows.forEach((row, index) => {
    const start = end
    let squares = 0
    for (let at = corpus.starts[row] as number; at < (corpus.starts[row + 1] as number); at++) {
      const column = columns[corpus.columns[at] as number] as number
      if (column < 0) continue
      const value = termWeight(corpus.counts[at] as number, idf[column] as number)
      squares += value * value
      found[end] = column
      values[end] = value
      end++
    }
    const length = Math.sqrt(squares)
    for (let at = start; at < end; at++) values[at] = (values[at] as number) / length
    starts[index + 1] = end
  })
  return { rows: rows.length, width: kept.length, starts, columns: found.slice(0, end), values: values.slice(0, end) }
}

/** Of one piece, before the row is brought to length 1. */
export function termWeight(count: number, idf: number): number {
  return (count === 1 ? 1 : 1 + Math.log(count)) * idf
}

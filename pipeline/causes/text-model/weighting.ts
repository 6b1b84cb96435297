/**
 * From counts to vectors: (1 + ln count) × weight of the piece, each row then of length 1 (Salton and Buckley 1988).
 * The weight is what a piece says of the class: the square root of the divergence between the classes of the texts that
 * have it and the classes of all texts (Kullback and Leibler 1951; supervised weighting as in F. Debole and F. Sebastiani
 * 2003), beside a floor, times, if wanted, idf = ln((1 + texts) ÷ (1 + texts that have the piece)) + 1.
 * Pieces of fewer than two texts say nothing about another text.
 */
import type { Corpus } from './corpus.ts'

export interface Weighting {
  /** Of each piece of the corpus its column in the vectors; −1 for one left out. */
  readonly columns: Int32Array
  /** Of each column the piece of the corpus. */
  readonly kept: Int32Array
  readonly weights: Float32Array
}

export interface Vectors {
  readonly rows: number
  readonly width: number
  readonly starts: Int32Array
  readonly columns: Int32Array
  readonly values: Float32Array
}

/** Which of the two a piece's weight is made of. */
export type PieceWeight = 'idf' | 'divergence' | 'both'

/** So many texts more, of classes as all texts have them, are added to those of a piece: a rare piece is no proof. */
const PRIOR_TEXTS = 2
/** Even a piece that says nothing by itself may say something beside others. */
const FLOOR = 0.1

export interface WeightingOptions {
  readonly pieceWeight: PieceWeight
  readonly leastTexts: number
  readonly mostPieces: number
}

/**
 * @param rows those that may be learned from: of all others not even the document frequency is used
 * @param classesOf of each row of the corpus
 */
export function weightingOf(
  corpus: Corpus,
  rows: Int32Array,
  classesOf: readonly (readonly number[])[],
  classes: number,
  options: WeightingOptions,
): Weighting {
  const frequency = new Int32Array(corpus.dictionary.size)
  for (const row of rows) {
    for (let at = corpus.starts[row] as number; at < (corpus.starts[row + 1] as number); at++) {
      const piece = corpus.columns[at] as number
      frequency[piece] = (frequency[piece] as number) + 1
    }
  }
  const least = leastFrequency(frequency, options.leastTexts, options.mostPieces)
  const columns = new Int32Array(frequency.length).fill(-1)
  const kept: number[] = []
  frequency.forEach((texts, piece) => {
    if (texts < least) return
    columns[piece] = kept.length
    kept.push(piece)
  })
  const idf = Float32Array.from(kept, (piece) => Math.log((1 + rows.length) / (1 + (frequency[piece] as number))) + 1)
  if (options.pieceWeight === 'idf') return { columns, kept: Int32Array.from(kept), weights: idf }
  const divergence = divergences(corpus, rows, columns, kept.length, classesOf, classes)
  const weights = divergence.map((each, column) => {
    const weight = FLOOR + Math.sqrt(each)
    return options.pieceWeight === 'both' ? weight * (idf[column] as number) : weight
  })
  return { columns, kept: Int32Array.from(kept), weights }
}

/** Of each column: Σ p ln(p ÷ q), p the share of a class among the texts that have the piece, q among all. */
function divergences(
  corpus: Corpus,
  rows: Int32Array,
  columns: Int32Array,
  width: number,
  classesOf: readonly (readonly number[])[],
  classes: number,
): Float32Array {
  const having = new Int32Array(width * classes)
  const all = new Float64Array(classes)
  for (const row of rows) {
    for (const k of classesOf[row] ?? []) {
      all[k] = (all[k] as number) + 1
      for (let at = corpus.starts[row] as number; at < (corpus.starts[row + 1] as number); at++) {
        const column = columns[corpus.columns[at] as number] as number
        if (column >= 0) having[column * classes + k] = (having[column * classes + k] as number) + 1
      }
    }
  }
  const total = all.reduce((sum, texts) => sum + texts, 0)
  return Float32Array.from({ length: width }, (_, column) => {
    const own = having.subarray(column * classes, (column + 1) * classes)
    const texts = own.reduce((sum, each) => sum + each, 0) + PRIOR_TEXTS
    let divergence = 0
    for (let k = 0; k < classes; k++) {
      const q = (all[k] as number) / total
      if (q === 0) continue
      const p = ((own[k] as number) + PRIOR_TEXTS * q) / texts
      divergence += p * Math.log(p / q)
    }
    return Math.max(0, divergence)
  })
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

export function vectorsOf(corpus: Corpus, rows: Int32Array, { columns, kept, weights }: Weighting): Vectors {
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
      const value = termWeight(corpus.counts[at] as number, weights[column] as number)
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
export function termWeight(count: number, weight: number): number {
  return (count === 1 ? 1 : 1 + Math.log(count)) * weight
}

/** How often each piece occurs in each text: counts, one row a text, only what is not zero (compressed sparse rows). */
import { Dictionary } from './dictionary.ts'
import { fold } from './fold.ts'
import { Pieces } from './pieces.ts'

export interface Corpus {
  readonly dictionary: Dictionary
  /** Row r has entries [starts[r], starts[r + 1]). */
  readonly starts: Int32Array
  readonly columns: Int32Array
  readonly counts: Uint16Array
}

export function countPieces(texts: readonly string[]): Corpus {
  const dictionary = new Dictionary()
  const pieces = new Pieces()
  const starts = new Int32Array(texts.length + 1)
  let columns = new Int32Array(1 << 16)
  let counts = new Uint16Array(1 << 16)
  // Of each piece: where it stands in the row being counted, if it is not before the row's start.
  let places = new Int32Array(1 << 16).fill(-1)
  let end = 0
  texts.forEach((text, row) => {
    const start = end
    pieces.read(fold(text))
    for (let at = 0; at < pieces.count; at++) {
      const column = dictionary.add(pieces.hashes[at] as number)
      if (column >= places.length) places = grown(places, new Int32Array(places.length * 2).fill(-1))
      const place = places[column] as number
      if (place >= start) {
        counts[place] = Math.min((counts[place] as number) + 1, 65535)
        continue
      }
      if (end === columns.length) {
        columns = grown(columns, new Int32Array(end * 2))
        counts = grown(counts, new Uint16Array(end * 2))
      }
      places[column] = end
      columns[end] = column
      counts[end] = 1
      end++
    }
    starts[row + 1] = end
  })
  return { dictionary, starts, columns: columns.slice(0, end), counts: counts.slice(0, end) }
}

function grown<T extends Int32Array | Uint16Array>(from: T, to: T): T {
  to.set(from)
  return to
}

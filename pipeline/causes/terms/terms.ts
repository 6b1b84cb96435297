/**
 * Which pieces of the texts are worth keeping: those that several complaints have, and that are not merely part of a longer piece that the
 * very same complaints have. Longer pieces are only looked for where both of their parts are frequent (Agrawal, R. and Srikant, R.: Fast
 * algorithms for mining association rules, 1994), so that the memory needed grows with what is kept.
 */
import { z } from 'zod'
import type { Computed } from '../../build/computing.ts'
import type { Row } from '../../build/table.ts'
import { longestOf, partsOf, piecesOf, shortestOf, stretchesOf, type Stretch } from './cut.ts'

export interface Text {
  readonly key: string
  readonly text: string
}

/** Fewer complaints than this have nothing in common that could be told from chance. */
const FEWEST = 5
/** Of so many complaints one more is asked for: rare pieces of a large home only cost time. */
const TEXTS_FOR_ONE_MORE = 5_000
const MOST_TERMS = 10_000
const LONGEST_PIECE = 12

/** @returns for each text, in the order given, its terms in the order of the alphabet */
export function termsOf(texts: readonly Text[]): readonly { readonly key: string; readonly terms: readonly string[] }[] {
  const cut = texts.map(({ text }) => stretchesOf(text))
  const fewest = Math.max(FEWEST, Math.ceil(texts.length / TEXTS_FOR_ONE_MORE))
  const counts = new Map<string, number>()
  for (let length = 1; length <= LONGEST_PIECE; length += 1) {
    const found = countPieces(cut, length, counts)
    for (const [piece, count] of found) if (count >= fewest) counts.set(piece, count)
  }
  swallow(counts)
  const kept = mostFrequent(counts)
  return texts.map(({ key }, at) => ({ key, terms: [...piecesWithin(cut[at] ?? [], kept)].sort() }))
}

/** In how many texts each piece of a length is. Of pieces longer than the shortest only those whose parts are known. */
function countPieces(
  cut: readonly (readonly Stretch[])[],
  length: number,
  known: ReadonlyMap<string, number>,
): Map<string, number> {
  const counts = new Map<string, number>()
  for (const stretches of cut) {
    const seen = new Set<string>()
    for (const stretch of stretches) {
      if (length < shortestOf(stretch) || length > longestOf(stretch)) continue
      for (const piece of piecesOf(stretch, length)) {
        if (seen.has(piece)) continue
        if (length > shortestOf(stretch) && !partsOf(piece).every((part) => known.has(part))) continue
        seen.add(piece)
        counts.set(piece, (counts.get(piece) ?? 0) + 1)
      }
    }
  }
  return counts
}

/** A part that is in as many texts as the longer piece is in the same ones: it says nothing more. */
function swallow(counts: Map<string, number>): void {
  const swallowed = new Set<string>()
  for (const [piece, count] of counts) {
    for (const part of partsOf(piece)) if (counts.get(part) === count) swallowed.add(part)
  }
  for (const piece of swallowed) counts.delete(piece)
}

function mostFrequent(counts: ReadonlyMap<string, number>): ReadonlySet<string> {
  const ranked = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
  return new Set(ranked.slice(0, MOST_TERMS).map(([piece]) => piece))
}

function piecesWithin(stretches: readonly Stretch[], kept: ReadonlySet<string>): Set<string> {
  const found = new Set<string>()
  for (const stretch of stretches) {
    for (let length = shortestOf(stretch); length <= longestOf(stretch); length += 1) {
      for (const piece of piecesOf(stretch, length)) if (kept.has(piece)) found.add(piece)
    }
  }
  return found
}

const rowSchema = z.object({ complaint_key: z.string(), text: z.string() })

/** Rows of `marts.complaint_term`. */
export const complaintTerms: Computed = async (chunks) => {
  const texts: Text[] = []
  for await (const chunk of chunks) {
    for (const { complaint_key, text } of z.array(rowSchema).parse(chunk)) texts.push({ key: complaint_key, text })
  }
  const rows: Row[] = []
  for (const { key, terms } of termsOf(texts)) for (const term of terms) rows.push({ complaint_key: key, term })
  return rows
}

/** What a trained model says of a text, and which of its words made it say so. */
import { fold, foldWithOrigin } from './fold.ts'
import type { Ranked, TrainedModel } from './model.ts'
import { Pieces } from './pieces.ts'
import { probabilities } from './probability.ts'
import { rank } from './rank.ts'
import { termWeight } from './weighting.ts'

/** Room for one text at a time; nothing of it outlives a call. */
const pieces = new Pieces()

interface Term {
  readonly column: number
  /** In the text's vector of length 1. */
  readonly value: number
}

/** The known pieces of what was read last. */
function termsOf({ dictionary, pieceWeights }: TrainedModel): Term[] {
  const counts = new Map<number, number>()
  for (let at = 0; at < pieces.count; at++) {
    const column = dictionary.numberOf(pieces.hashes[at] as number)
    if (column >= 0) counts.set(column, (counts.get(column) ?? 0) + 1)
  }
  let squares = 0
  const terms = Array.from(counts, ([column, count]) => {
    const value = termWeight(count, pieceWeights[column] as number)
    squares += value * value
    return { column, value }
  })
  const length = Math.sqrt(squares)
  return terms.map(({ column, value }) => ({ column, value: value / length }))
}

/** All codes, the likeliest first; none when the model knows nothing of the text. */
export function classify(model: TrainedModel, text: string): Ranked[] {
  pieces.read(fold(text))
  const terms = termsOf(model)
  if (terms.length === 0) return []
  const { classes, weights } = model.linear
  const scores = Float64Array.from(model.linear.bias)
  for (const { column, value } of terms) {
    for (let k = 0; k < classes; k++) scores[k] = (scores[k] as number) + (weights[column * classes + k] as number) * value
  }
  return rank(model.codes, scores, probabilities(scores, model.sharpness))
}

/** A stretch of the text as it was written, [start, end) in UTF-16 units. */
export interface Span {
  readonly start: number
  readonly end: number
  /** How much it added to the score of the code. */
  readonly weight: number
}

/** Weaker stretches than this share of the strongest are left out. */
const LEAST_SHARE = 0.25
const MOST_SPANS = 6

/** Where in the text the words stand that spoke most for a code, in the order of the text; overlapping ones are one. */
export function spansFor(model: TrainedModel, text: string, code: string): Span[] {
  const k = model.codes.indexOf(code)
  if (k < 0) return []
  const folded = foldWithOrigin(text)
  pieces.read(folded.text)
  const values = new Map(termsOf(model).map(({ column, value }) => [column, value]))
  const occurrences = new Map<number, number>()
  const found: { column: number; start: number; end: number }[] = []
  for (let at = 0; at < pieces.count; at++) {
    const column = model.dictionary.numberOf(pieces.hashes[at] as number)
    if (column < 0) continue
    occurrences.set(column, (occurrences.get(column) ?? 0) + 1)
    found.push({ column, start: pieces.starts[at] as number, end: pieces.ends[at] as number })
  }
  const stretches = new Map<string, { start: number; end: number; weight: number }>()
  for (const { column, start, end } of found) {
    const gain = (model.linear.weights[column * model.linear.classes + k] as number) * (values.get(column) ?? 0)
    const key = `${start} ${end}`
    const stretch = stretches.get(key) ?? { start, end, weight: 0 }
    stretches.set(key, stretch)
    stretch.weight += gain / (occurrences.get(column) ?? 1)
  }
  const strongest = [...stretches.values()].sort((a, b) => b.weight - a.weight || a.start - b.start || a.end - b.end)
  const least = (strongest[0]?.weight ?? 0) * LEAST_SHARE
  const taken = strongest.slice(0, MOST_SPANS).filter(({ weight }) => weight > 0 && weight >= least)
  const { origin } = folded
  return merged(taken).map(({ start, end, weight }) => ({ start: origin[start] ?? 0, end: origin[end] ?? text.length, weight }))
}

function merged(spans: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = joined.at(-1)
    if (last === undefined || span.start > last.end) joined.push(span)
    else joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, span.end), weight: last.weight + span.weight }
  }
  return joined
}

/** The words that spoke most for a code, as they stand in the text, the strongest first, each once. */
export function wordsFor(model: TrainedModel, text: string, code: string): string[] {
  const spans = spansFor(model, text, code).sort((a, b) => b.weight - a.weight)
  return [...new Set(spans.map(({ start, end }) => text.slice(start, end).trim()))].filter((words) => words !== '')
}

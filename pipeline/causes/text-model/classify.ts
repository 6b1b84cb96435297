/** What a trained model says of a text, and which of its words made it say so. */
import type { Dictionary } from './dictionary.ts'
import { fold, foldWithOrigin } from './fold.ts'
import type { Ranked, TrainedModel } from './model.ts'
import { Pieces } from './pieces.ts'
import { probabilities } from './probability.ts'
import { rank } from './rank.ts'
import { termWeight } from './weighting.ts'

/** Room for one text at a time; nothing of it outlives a call. */
const pieces = new Pieces()

/** What was read last, as columns of a model: which, how often, and their values in the text's vector of length 1. */
const terms = { count: 0, columns: new Int32Array(1024), times: new Int32Array(1024), values: new Float64Array(1024) }

/** Of each dictionary, where a column stands among the terms; checked against them, so that nothing has to be cleared. */
const placesOf = new WeakMap<Dictionary, Int32Array>()

function readTerms({ dictionary, pieceWeights }: TrainedModel): void {
  const places = placesOf.get(dictionary) ?? new Int32Array(dictionary.size)
  placesOf.set(dictionary, places)
  if (terms.columns.length < pieces.count) {
    terms.columns = new Int32Array(pieces.count * 2)
    terms.times = new Int32Array(pieces.count * 2)
    terms.values = new Float64Array(pieces.count * 2)
  }
  const { columns, times, values } = terms
  terms.count = 0
  for (let at = 0; at < pieces.count; at++) {
    const column = dictionary.numberOf(pieces.hashes[at] as number)
    if (column < 0) continue
    const place = places[column] as number
    if (place < terms.count && columns[place] === column) {
      times[place] = (times[place] as number) + 1
      continue
    }
    places[column] = terms.count
    columns[terms.count] = column
    times[terms.count++] = 1
  }
  let squares = 0
  for (let term = 0; term < terms.count; term++) {
    const value = termWeight(times[term] as number, pieceWeights[columns[term] as number] as number)
    values[term] = value
    squares += value * value
  }
  const length = Math.sqrt(squares)
  for (let term = 0; term < terms.count; term++) values[term] = (values[term] as number) / length
}

/** All codes, the likeliest first; none when the model knows nothing of the text. */
export function classify(model: TrainedModel, text: string): Ranked[] {
  pieces.read(fold(text))
  readTerms(model)
  if (terms.count === 0) return []
  const { classes, weights } = model.linear
  const scores = Float64Array.from(model.linear.bias)
  for (let term = 0; term < terms.count; term++) {
    const from = (terms.columns[term] as number) * classes
    const value = terms.values[term] as number
    for (let k = 0; k < classes; k++) scores[k] = (scores[k] as number) + (weights[from + k] as number) * value
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
  readTerms(model)
  // What a column adds to the score, shared among the places where it stands.
  const gains = new Map<number, number>()
  for (let term = 0; term < terms.count; term++) {
    const column = terms.columns[term] as number
    const weight = model.linear.weights[column * model.linear.classes + k] as number
    gains.set(column, (weight * (terms.values[term] as number)) / (terms.times[term] as number))
  }
  const stretches = new Map<number, { start: number; end: number; weight: number }>()
  for (let at = 0; at < pieces.count; at++) {
    const gain = gains.get(model.dictionary.numberOf(pieces.hashes[at] as number))
    if (gain === undefined) continue
    const start = pieces.starts[at] as number
    const end = pieces.ends[at] as number
    const key = start * (folded.text.length + 1) + end
    const stretch = stretches.get(key)
    if (stretch === undefined) stretches.set(key, { start, end, weight: gain })
    else stretch.weight += gain
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

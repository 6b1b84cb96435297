/** A trained text model, what it answers, and what is known of how often it is right. */
import type { Dictionary } from './dictionary.ts'
import type { LinearModel } from './linear.ts'

export interface Example {
  /** An id has one text; several examples of one id are its several causes. */
  readonly id: string
  readonly text: string
  readonly code: string
}

export interface Ranked {
  readonly code: string
  /** That this is the principal cause; over all codes they add up to 1. */
  readonly probability: number
  /** Signed distance from the plane between this cause and all others: above 0, the text speaks of it, perhaps beside another. */
  readonly score: number
}

/** Of the answers with at least this probability: how many are right, and which share of all texts gets one. */
export interface CurvePoint {
  readonly threshold: number
  /** Null where no text is left. */
  readonly precision: number | null
  readonly coverage: number
}

export interface Quality {
  /** Share of texts whose likeliest code is among their codes. */
  readonly accuracy: number
  /** Mean over the codes of the harmonic mean of precision and recall. */
  readonly macroF1: number
}

export interface CodeQuality {
  readonly code: string
  readonly texts: number
  /** Null where the model never answered with it. */
  readonly precision: number | null
  readonly recall: number
}

/** All of it from texts that the model in question had not learned from. */
export interface Evaluation extends Quality {
  readonly texts: number
  readonly folds: number
  /** The most frequent code for every text. */
  readonly baselineFrequent: Quality
  /** Multinomial naive Bayes over the same pieces. */
  readonly baselineBayes: Quality
  readonly byCode: readonly CodeQuality[]
  readonly curve: readonly CurvePoint[]
  /** What was asked for. */
  readonly targetPrecision: number
  /** Below this probability an answer is not taken; null: none is good enough, the model decides nothing alone. */
  readonly threshold: number | null
  readonly precisionAtThreshold: number | null
  readonly coverageAtThreshold: number
}

export interface TrainedModel {
  /** Same examples, same settings, same version of the program's method: same version, same model. */
  readonly version: string
  /** Sorted. */
  readonly codes: readonly string[]
  readonly dictionary: Dictionary
  /** By number of the dictionary. */
  readonly pieceWeights: Float32Array
  readonly linear: LinearModel
  /** What scores are multiplied by before they become probabilities. */
  readonly sharpness: number
  readonly evaluation: Evaluation
  /** For each id the answer of a model that had not learned from its text, the likeliest first, no more than `KEPT_ANSWERS`. */
  readonly outOfFold: ReadonlyMap<string, readonly Ranked[]>
}

export const KEPT_ANSWERS = 3

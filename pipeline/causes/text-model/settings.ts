/**
 * How models are trained. One choice for every language and every customer: it was made on one of the measured files
 * only (docs/causes-measured.md), by cross-validation within the training part of each fold.
 */
import type { PieceWeight } from './weighting.ts'

export interface TrainingSettings {
  readonly folds: number
  readonly targetPrecision: number
  /** C of the support vector machines. */
  readonly cost: number
  /** A text of a class costs (others ÷ own) to this power more than another: 0 = rare classes are lost, 1 = they shout. */
  readonly balance: number
  readonly pieceWeight: PieceWeight
  /** A piece must be in so many texts. */
  readonly leastTexts: number
  /** The most frequent ones of more are kept. */
  readonly mostPieces: number
  readonly passes: number
  readonly tolerance: number
}

export const DEFAULT_SETTINGS: TrainingSettings = {
  folds: 5,
  targetPrecision: 0.8,
  cost: 0.1,
  balance: 0.5,
  pieceWeight: 'divergence',
  leastTexts: 2,
  mostPieces: 100_000,
  passes: 50,
  tolerance: 0.1,
}

/** Raised when the same examples would give another model: pieces, weighting, method. */
export const METHOD_VERSION = 1

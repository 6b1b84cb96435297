/**
 * Linear support vector machines, one a class against all others, by dual coordinate descent: C.-J. Hsieh, K.-W. Chang,
 * C.-J. Lin, S. S. Keerthi, S. Sundararajan, A Dual Coordinate Descent Method for Large-scale Linear SVM, ICML 2008,
 * algorithm 1 with squared hinge loss (D_ii = 1 ÷ 2C, no upper bound). It finds per class the w that minimises
 *   ½ w·w + C Σ max(0, 1 − y_i w·x_i)².
 * All classes go through the texts together: their weights of one piece lie side by side, so that a text is read once.
 */
import type { Vectors } from './weighting.ts'

export interface LinearOptions {
  /** C: the dearer a miss, the closer the fit. */
  readonly cost: number
  /** Costs of a text that belongs to the class, of one that does not. By class. */
  readonly positiveCost: Float64Array
  readonly passes: number
  /** A pass in which no projected gradient exceeds this is the last. */
  readonly tolerance: number
}

export interface LinearModel {
  readonly classes: number
  /** weights[column × classes + class] */
  readonly weights: Float32Array
  readonly bias: Float32Array
}

/** @param members members[row × classes + class] = 1 where the text has the class */
export function trainLinear(vectors: Vectors, members: Uint8Array, classes: number, options: LinearOptions): LinearModel {
  const { rows, starts, columns, values } = vectors
  const weights = new Float64Array(vectors.width * classes)
  // The bias is the weight of one more piece that every text has once, as in LIBLINEAR with B = 1.
  const bias = new Float64Array(classes)
  const dual = new Float64Array(rows * classes)
  const step = new Float64Array(classes)
  const order = Int32Array.from({ length: rows }, (_, row) => row)
  const draw = drawer(rows)
  const diagonal = Float64Array.from(options.positiveCost, (factor) => 1 / (2 * options.cost * factor))
  const otherDiagonal = 1 / (2 * options.cost)
  for (let pass = 0; pass < options.passes; pass++) {
    shuffle(order, draw)
    let worst = 0
    for (const row of order) {
      const start = starts[row] as number
      const end = starts[row + 1] as number
      const base = row * classes
      step.set(bias)
      for (let at = start; at < end; at++) {
        const from = (columns[at] as number) * classes
        const value = values[at] as number
        for (let k = 0; k < classes; k++) step[k] = (step[k] as number) + (weights[from + k] as number) * value
      }
      let moves = false
      for (let k = 0; k < classes; k++) {
        const isMember = members[base + k] === 1
        const sign = isMember ? 1 : -1
        const d = isMember ? (diagonal[k] as number) : otherDiagonal
        const alpha = dual[base + k] as number
        const gradient = sign * (step[k] as number) - 1 + d * alpha
        const projected = alpha === 0 ? Math.min(gradient, 0) : gradient
        worst = Math.max(worst, Math.abs(projected))
        if (Math.abs(projected) < 1e-12) {
          step[k] = 0
          continue
        }
        // x·x is 1 by construction, and 1 for the bias; of a text without any known piece only the bias.
        const next = Math.max(0, alpha - gradient / ((end > start ? 2 : 1) + d))
        dual[base + k] = next
        step[k] = (next - alpha) * sign
        moves = true
      }
      if (!moves) continue
      for (let k = 0; k < classes; k++) bias[k] = (bias[k] as number) + (step[k] as number)
      for (let at = start; at < end; at++) {
        const from = (columns[at] as number) * classes
        const value = values[at] as number
        for (let k = 0; k < classes; k++) weights[from + k] = (weights[from + k] as number) + (step[k] as number) * value
      }
    }
    if (worst < options.tolerance) break
  }
  return { classes, weights: Float32Array.from(weights), bias: Float32Array.from(bias) }
}

/** Whole numbers below a bound, the same ones every time (xorshift32, G. Marsaglia 2003). */
function drawer(seed: number): (bound: number) => number {
  let state = (seed ^ 0x9e3779b9) | 1
  return (bound) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % bound
  }
}

/** Fisher and Yates: a new order each pass makes the descent several times faster (section 3.2 of the paper). */
function shuffle(order: Int32Array, draw: (bound: number) => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = draw(at + 1)
    const kept = order[at] as number
    order[at] = order[other] as number
    order[other] = kept
  }
}

/** Adds up what speaks for each class. @param into one place a class */
export function scoreRow(model: LinearModel, vectors: Vectors, row: number, into: Float64Array): void {
  const { classes, weights } = model
  for (let k = 0; k < classes; k++) into[k] = model.bias[k] as number
  for (let at = vectors.starts[row] as number; at < (vectors.starts[row + 1] as number); at++) {
    const from = (vectors.columns[at] as number) * classes
    const value = vectors.values[at] as number
    for (let k = 0; k < classes; k++) into[k] = (into[k] as number) + (weights[from + k] as number) * value
  }
}

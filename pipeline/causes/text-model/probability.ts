/**
 * From scores to probabilities: exp(sharpness × score), brought to a sum of 1. The one number is fitted to scores of
 * texts that the model had not seen, by the likelihood of their codes ("temperature scaling": C. Guo, G. Pleiss, Y. Sun,
 * K. Q. Weinberger, On Calibration of Modern Neural Networks, ICML 2017). It keeps the order of the scores, and has no
 * parameter that a rare class could spoil.
 */
const GOLDEN = (Math.sqrt(5) - 1) / 2
/** ln of the sharpness. */
const RANGE = [-3, 5] as const
const ROUNDS = 40

/**
 * @param scores scores[row × classes + class]
 * @param members 1 where the text has the class
 * @param rows which of them to fit to
 */
export function fitSharpness(scores: Float64Array, members: Uint8Array, classes: number, rows: Int32Array): number {
  const loss = (logarithm: number) => {
    const sharpness = Math.exp(logarithm)
    let sum = 0
    for (const row of rows) {
      const base = row * classes
      let largest = -Infinity
      for (let k = 0; k < classes; k++) largest = Math.max(largest, sharpness * (scores[base + k] as number))
      let all = 0
      let right = 0
      for (let k = 0; k < classes; k++) {
        const share = Math.exp(sharpness * (scores[base + k] as number) - largest)
        all += share
        if (members[base + k] === 1) right += share
      }
      sum += Math.log(all) - Math.log(Math.max(right, Number.MIN_VALUE))
    }
    return sum
  }
  // Golden section: the loss has one lowest point.
  let [low, high] = RANGE as readonly [number, number]
  let a = high - GOLDEN * (high - low)
  let b = low + GOLDEN * (high - low)
  let lossA = loss(a)
  let lossB = loss(b)
  for (let round = 0; round < ROUNDS; round++) {
    if (lossA <= lossB) {
      high = b
      b = a
      lossB = lossA
      a = high - GOLDEN * (high - low)
      lossA = loss(a)
    } else {
      low = a
      a = b
      lossA = lossB
      b = low + GOLDEN * (high - low)
      lossB = loss(b)
    }
  }
  return Math.exp((low + high) / 2)
}

/** @param scores of one text, one a class */
export function probabilities(scores: Float64Array, sharpness: number): Float64Array {
  const largest = scores.reduce((most, score) => Math.max(most, score), -Infinity)
  const shares = scores.map((score) => Math.exp(sharpness * (score - largest)))
  const all = shares.reduce((sum, share) => sum + share, 0)
  return shares.map((share) => share / all)
}

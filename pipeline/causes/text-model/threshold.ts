/** From which probability on answers are good enough to stand alone. */
import type { CurvePoint } from './model.ts'

const STEPS = 100
/** One-sided 95 %. */
const Z = 1.6448536269514722

/** What the share of right answers is at least, with 95 % confidence (E. B. Wilson 1927). */
export function wilsonLower(right: number, of: number): number {
  if (of === 0) return 0
  const share = right / of
  const spread = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of))
  return (share + (Z * Z) / (2 * of) - spread) / (1 + (Z * Z) / of)
}

export interface Answered {
  readonly probability: number
  readonly isRight: boolean
}

export interface Threshold {
  readonly curve: readonly CurvePoint[]
  readonly threshold: number | null
  readonly precision: number | null
  readonly coverage: number
}

/** Answers up to this much above a threshold are its weakest. */
const WEAKEST = 10

/**
 * The lowest threshold, in hundredths, whose answers are right in at least the target share of cases by their lower
 * confidence bound: a share that a few lucky texts make is not taken. And the weakest of them must be right at least as
 * often as not: very good ones would else carry guesses with them.
 *
 * @param answers of texts that the model had not seen, with null for a text without an answer
 */
export function chooseThreshold(answers: readonly (Answered | null)[], targetPrecision: number): Threshold {
  const given = new Float64Array(STEPS + 1)
  const right = new Float64Array(STEPS + 1)
  for (const answer of answers) {
    if (answer === null) continue
    const step = Math.min(STEPS, Math.floor(answer.probability * STEPS))
    given[step] = (given[step] as number) + 1
    if (answer.isRight) right[step] = (right[step] as number) + 1
  }
  for (let step = STEPS - 1; step >= 0; step--) {
    given[step] = (given[step] as number) + (given[step + 1] as number)
    right[step] = (right[step] as number) + (right[step + 1] as number)
  }
  const curve = Array.from({ length: STEPS }, (_, step): CurvePoint => {
    const of = given[step] as number
    return {
      threshold: step / STEPS,
      precision: of === 0 ? null : (right[step] as number) / of,
      coverage: of / answers.length,
    }
  })
  const isGoodEnough = (step: number) => {
    const above = Math.min(STEPS, step + WEAKEST)
    const weakest = (given[step] as number) - (above === STEPS ? 0 : (given[above] as number))
    const rightOfThem = (right[step] as number) - (above === STEPS ? 0 : (right[above] as number))
    return (
      wilsonLower(right[step] as number, given[step] as number) >= targetPrecision && weakest > 0 && rightOfThem * 2 >= weakest
    )
  }
  const chosen = curve.findIndex((_, step) => isGoodEnough(step))
  const point = curve[chosen]
  return point === undefined
    ? { curve, threshold: null, precision: null, coverage: 0 }
    : { curve, threshold: point.threshold, precision: point.precision, coverage: point.coverage }
}

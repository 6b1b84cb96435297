import type { Ranked } from './model.ts'

/** The likeliest first; of equals the code that sorts first. */
export function rank(codes: readonly string[], scores: Float64Array, shares: Float64Array): Ranked[] {
  return codes
    .map((code, k) => ({ code, probability: shares[k] as number, score: scores[k] as number }))
    .sort((a, b) => b.score - a.score)
}

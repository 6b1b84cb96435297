/** Which words are asked for: those of a cause, or those of the period. It lives in the URL. */
import type { CauseSums } from './cause-sums.ts'

export interface AskedWords {
  readonly kind: 'cause' | 'period'
  /** Code of a cause of the second level: what a whole group writes has little in common. Null for a period. */
  readonly cause: string | null
}

export interface TellingWord {
  readonly term: string
  /** Complaints of either side that have it. */
  readonly chosen: number
  readonly others: number
  /** Log-odds in standard errors. */
  readonly z: number
  readonly examples: readonly { readonly key: string; readonly id: string; readonly receivedOn: string; readonly text: string }[]
}

export interface Words {
  /** Complaints of either side, with a text. */
  readonly chosen: number
  readonly others: number
  readonly words: readonly TellingWord[]
}

/** What the parameter holds instead of a cause. */
export const OF_PERIOD = 'period'
const LONGEST = 200

/**
 * @param given the parameter; nothing means the largest cause
 * @param causes with a name, the largest first
 * @returns the period where there is no cause to ask for
 */
export function chooseWords(given: string | null, causes: readonly Pick<CauseSums, 'key'>[]): AskedWords {
  if (given === OF_PERIOD) return { kind: 'period', cause: null }
  if (given !== null && given !== '') return { kind: 'cause', cause: given.slice(0, LONGEST) }
  const [largest] = causes
  return largest === undefined ? { kind: 'period', cause: null } : { kind: 'cause', cause: largest.key }
}

/** Which words are asked for: those of a cause, or those of the period. It lives in the URL. */
import type { Level } from './asked.ts'
import { isRest, type CauseSums } from './cause-sums.ts'

export interface AskedWords {
  readonly kind: 'cause' | 'period'
  readonly level: 'group' | 'detail'
  /** Code of the cause; null for a period. */
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
 * @param causes of the page, the largest first
 * @returns the period where there is no cause to ask for
 */
export function chooseWords(given: string | null, level: Level, causes: readonly CauseSums[]): AskedWords {
  const asked = level === 'label' ? 'group' : level
  if (given === OF_PERIOD) return { kind: 'period', level: asked, cause: null }
  if (given !== null && given !== '') return { kind: 'cause', level: asked, cause: given.slice(0, LONGEST) }
  const largest = level === 'label' ? undefined : causes.find(({ key, now }) => !isRest(key) && now.count.n > 0)
  return largest === undefined
    ? { kind: 'period', level: asked, cause: null }
    : { kind: 'cause', level: asked, cause: largest.key }
}

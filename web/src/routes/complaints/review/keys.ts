/** What a key means at the queue. */
import { RESPONSIBILITY_KEYS } from '#lib/complaints/causes.ts'
import { RESPONSIBILITIES, type Responsibility } from '#contracts/state/responsibility.ts'

export type Command =
  | { readonly do: 'take'; readonly place: number }
  | { readonly do: 'list'; readonly letters: string }
  | { readonly do: 'second' | 'settle' | 'unknown' | 'undo' | 'next' | 'previous' | 'help' }
  | { readonly do: 'responsible'; readonly responsibility: Responsibility }

const WORDS = { a: 'second', r: 'settle', n: 'unknown', u: 'undo', j: 'next', k: 'previous', '?': 'help' } as const

/**
 * @param key as the browser names it
 * @param isSettling after `r`: the next letter says whose it is
 * @returns null where the key means nothing here
 */
export function commandOf(key: string, isSettling: boolean): Command | null {
  const letter = key.length === 1 ? key.toLowerCase() : key
  if (isSettling) {
    const responsibility = RESPONSIBILITIES.find((each) => RESPONSIBILITY_KEYS[each] === letter)
    return responsibility === undefined ? null : { do: 'responsible', responsibility }
  }
  if (/^[1-9]$/.test(letter)) return { do: 'take', place: Number(letter) }
  if (letter in WORDS) return { do: WORDS[letter as keyof typeof WORDS] }
  if (letter === '/') return { do: 'list', letters: '' }
  return /^\p{L}$/u.test(letter) ? { do: 'list', letters: letter } : null
}

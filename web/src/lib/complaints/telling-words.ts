/** Which of the scored words are shown: those beyond chance, longer ones instead of their parts. Pure. */
import type { WordScore } from '../statistics/log-odds.ts'
import { beyondChance, normalTail } from '../statistics/two-rates.ts'

/** A part that so many of its texts have only within the longer word says nothing of its own. */
const SWALLOWED = 0.8
/** Words that overlap by half and are in about as many texts are pieces of one phrase. */
const OVERLAP = 0.5
const ALIKE = 0.2

/** @param scores the most telling first. @returns at most `most` */
export function tellingWords(scores: readonly WordScore[], most: number): WordScore[] {
  const stands = beyondChance(scores.map(({ z }) => 2 * normalTail(Math.abs(z))))
  const telling = scores.filter(({ z }, at) => z > 0 && stands[at] === true)
  const whole = telling.filter(
    (word) =>
      !telling.some(
        (longer) =>
          longer.term.length > word.term.length && longer.term.includes(word.term) && longer.chosen >= SWALLOWED * word.chosen,
      ),
  )
  const shown: WordScore[] = []
  for (const word of whole) {
    if (shown.length === most) break
    if (!shown.some((other) => isSamePhrase(word, other))) shown.push(word)
  }
  return shown
}

function isSamePhrase(one: WordScore, other: WordScore): boolean {
  if (Math.abs(one.chosen - other.chosen) > ALIKE * Math.max(one.chosen, other.chosen)) return false
  const needed = Math.ceil(OVERLAP * Math.min(one.term.length, other.term.length))
  return overlap(one.term, other.term) >= needed || overlap(other.term, one.term) >= needed
}

/** Characters at the end of the first that begin the second. */
function overlap(first: string, second: string): number {
  for (let length = Math.min(first.length, second.length); length > 0; length -= 1) {
    if (first.endsWith(second.slice(0, length))) return length
  }
  return 0
}

/**
 * What customers write, cut into the pieces that can tell a cause or a time: runs of two to twelve Chinese characters, and runs of one to
 * three words of other scripts. No piece crosses a mark of punctuation, a digit or a mask.
 */

/** Characters that are written without blanks between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/u
const RUNS =
  /(?<unspaced>[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+)|(?<word>[\p{L}\p{M}'’]+)|(?<digit>\p{N}+)|(?<gap>\s+)|(?<end>.)/gsu
/** What stands in the lake for a name, a phone number, an address. */
const MASK = /\[[a-z_]+\]/g

/** A stretch of a text in which pieces may run: characters, or words. */
export interface Stretch {
  readonly isUnspaced: boolean
  readonly units: readonly string[]
}

const LONGEST = { unspaced: 12, words: 3 } as const
/** Single characters say nothing, single words do. */
const SHORTEST = { unspaced: 2, words: 1 } as const

export const longestOf = ({ isUnspaced }: Stretch): number => (isUnspaced ? LONGEST.unspaced : LONGEST.words)
export const shortestOf = ({ isUnspaced }: Stretch): number => (isUnspaced ? SHORTEST.unspaced : SHORTEST.words)

/** Width and capitals do not matter. Words that hold a digit (models, numbers) are no words. */
export function stretchesOf(text: string): Stretch[] {
  const folded = text.normalize('NFKC').toLowerCase().replace(MASK, '\n')
  const stretches: Stretch[] = []
  let words: string[] = []
  let isSpoiled = false
  const close = () => {
    if (isSpoiled) words.pop()
    if (words.length > 0) stretches.push({ isUnspaced: false, units: words })
    words = []
    isSpoiled = false
  }
  let last: 'word' | 'digit' | 'other' = 'other'
  for (const { groups } of folded.matchAll(RUNS)) {
    if (groups?.word !== undefined) {
      // A letter right after a digit belongs to the same number.
      if (last === 'digit') close()
      else words.push(groups.word)
      last = last === 'digit' ? 'digit' : 'word'
    } else if (groups?.digit !== undefined) {
      isSpoiled = last === 'word'
      close()
      last = 'digit'
    } else if (groups?.gap !== undefined) {
      if (groups.gap.includes('\n')) close()
      last = 'other'
    } else {
      close()
      if (groups?.unspaced !== undefined) stretches.push({ isUnspaced: true, units: Array.from(groups.unspaced) })
      last = 'other'
    }
  }
  close()
  return stretches
}

/** The pieces of so many units of a stretch. */
export function* piecesOf({ isUnspaced, units }: Stretch, length: number): Generator<string> {
  for (let from = 0; from + length <= units.length; from += 1) {
    yield units.slice(from, from + length).join(isUnspaced ? '' : ' ')
  }
}

/** A piece without its last unit, and without its first. */
export function partsOf(piece: string): readonly [string, string] {
  if (UNSPACED.test(piece)) {
    const units = Array.from(piece)
    return [units.slice(0, -1).join(''), units.slice(1).join('')]
  }
  return [piece.slice(0, Math.max(0, piece.lastIndexOf(' '))), piece.includes(' ') ? piece.slice(piece.indexOf(' ') + 1) : '']
}

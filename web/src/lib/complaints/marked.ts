/** The customer's words with those marked that spoke for a cause. */
export interface Piece {
  readonly text: string
  readonly isMarked: boolean
}

/** Full-width forms of ASCII lie this far above it. */
const WIDTH = 0xfee0

/** Case and width folded, character by character: places stay what they are. */
const folded = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - WIDTH))
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())

const isWordCharacter = (character: string | undefined): boolean => character !== undefined && /[a-z0-9]/i.test(character)

/**
 * @param words wherever they stand; Latin ones as whole words or beginnings of them
 * @returns pieces that together are the text
 */
export function marked(text: string, words: readonly string[]): readonly Piece[] {
  const plain = folded(text)
  const isMarked = new Uint8Array(text.length)
  for (const word of words.map((each) => folded(each.trim())).filter((each) => each !== '')) {
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + 1)) {
      // `late` is not in `plate`.
      if (isWordCharacter(word[0]) && isWordCharacter(plain[at - 1])) continue
      isMarked.fill(1, at, at + word.length)
    }
  }
  return piecesOf(text, isMarked)
}

/** @param ranges `[from, until)` in UTF-16 units, in any order, may overlap */
export function markedAt(text: string, ranges: readonly { readonly from: number; readonly until: number }[]): readonly Piece[] {
  const isMarked = new Uint8Array(text.length)
  for (const { from, until } of ranges) isMarked.fill(1, from, until)
  return piecesOf(text, isMarked)
}

function piecesOf(text: string, isMarked: Uint8Array): readonly Piece[] {
  const pieces: Piece[] = []
  for (let from = 0; from < text.length;) {
    let until = from + 1
    while (until < text.length && isMarked[until] === isMarked[from]) until += 1
    pieces.push({ text: text.slice(from, until), isMarked: isMarked[from] === 1 })
    from = until
  }
  return pieces
}

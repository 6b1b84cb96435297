/** How wide texts are and where they break, without a document. */

/** Han, kana, full-width marks: one em wide in every font. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/

export const isWide = (character: string): boolean => WIDE.test(character)

/** Generous: the widest of the usual sans-serif faces. @param size of the font in pixels */
export function roughWidth(text: string, size: number): number {
  let width = 0
  for (const character of text) width += isWide(character) ? size : size * (/[A-Z%mwMW—]/.test(character) ? 0.78 : 0.58)
  return width
}

/** Pieces that stay together: words of Latin letters and digits; each Han character stands alone. */
const PIECES = /[^\s\u2e80-\uffe6]+\s*|\s+|[\u2e80-\uffe6]/g
/** No line begins with these. */
const NEVER_FIRST = /^[，。、；：！？）」』】》％)\],.;:!?%]/

/** Breaks a name into at most `most` lines of at most `width` pixels; what does not fit ends in an ellipsis. */
export function wrap(text: string, width: number, size: number, most = 2): string {
  const lines: string[] = []
  let line = ''
  for (const piece of text.match(PIECES) ?? []) {
    const fits = roughWidth((line + piece).trimEnd(), size) <= width
    if (fits || line === '' || (NEVER_FIRST.test(piece) && roughWidth(line, size) <= width)) line += piece
    else {
      lines.push(line.trimEnd())
      line = piece.trimStart()
    }
  }
  if (line.trim() !== '') lines.push(line.trimEnd())
  const kept = lines.slice(0, most)
  const last = kept.at(-1)
  if (last === undefined) return text
  const isCut = lines.length > most
  return [...kept.slice(0, -1), shorten(last, width, size, isCut)].join('\n')
}

function shorten(line: string, width: number, size: number, isCut: boolean): string {
  if (!isCut && roughWidth(line, size) <= width) return line
  const characters = Array.from(line)
  while (characters.length > 1 && roughWidth(`${characters.join('')}…`, size) > width) characters.pop()
  return `${characters.join('').trimEnd()}…`
}

/** How wide texts are and where they break, without a document. */

/** Han, kana, full-width marks: one em wide in every font. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/

export const isWide = (character: string): boolean => WIDE.test(character)

/** Generous: the widest of the usual sans-serif faces. @param size of the font in pixels */
export function roughWidth(text: string, size: number): number {
  let width = 0
  for (const character of text) width += size * emOf(character)
  return width
}

function emOf(character: string): number {
  if (isWide(character)) return 1
  if (/[A-Z%mw—=+]/.test(character)) return 0.78
  return /[\s.,:;·'|iljI!()]/.test(character) ? 0.36 : 0.58
}

/** Pieces that stay together: words of Latin letters and digits; each Han character stands alone. */
const PIECES = /[^\s\u2e80-\uffe6]+\s*|\s+|[\u2e80-\uffe6]/g
/** No line begins with these. */
const CLOSING = '，。、；：！？）」』】》％)\\],.;:!?%'
const BEGINS_CLOSING = new RegExp(`^[${CLOSING}]`)
/** The last word or Han character of a line, with the marks that close it. */
const LAST_WORD = new RegExp(`(?:[^\\s\\u2e80-\\uffe6]+|[^${CLOSING}])[${CLOSING}]*$`)

/** Breaks a name into at most `most` lines of at most `width` pixels; what does not fit ends in an ellipsis. */
export function wrap(text: string, width: number, size: number, most = 2): string {
  const lines = linesWithin(text, width, size)
  if (lines.length > 1 && lines.length <= most) return balanced(text, lines, width, size).join('\n')
  const kept = lines.slice(0, most)
  const last = kept.at(-1)
  if (last === undefined) return text
  return [...kept.slice(0, -1), shorten(last, width, size, lines.length > most)].join('\n')
}

/** As many lines, about equally long: no single character alone on the last. */
function balanced(text: string, lines: string[], width: number, size: number): string[] {
  for (let narrower = roughWidth(text, size) / lines.length; narrower < width; narrower += size / 3) {
    const tried = linesWithin(text, narrower, size)
    if (tried.length === lines.length && tried.every((line) => roughWidth(line, size) <= width)) return tried
  }
  return lines.map((line) => shorten(line, width, size, false))
}

function linesWithin(text: string, width: number, size: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.match(PIECES) ?? []) {
    if (line === '' || roughWidth((line + piece).trimEnd(), size) <= width) {
      line += piece
      continue
    }
    // A closing mark takes along what it closes.
    const taken = BEGINS_CLOSING.test(piece) ? (LAST_WORD.exec(line)?.[0] ?? '') : ''
    const kept = line.slice(0, line.length - taken.length).trimEnd()
    if (kept === '') line += piece
    else {
      lines.push(kept)
      line = (taken + piece).trimStart()
    }
  }
  if (line.trim() !== '') lines.push(line.trimEnd())
  return lines
}

function shorten(line: string, width: number, size: number, isCut: boolean): string {
  if (!isCut && roughWidth(line, size) <= width) return line
  const characters = Array.from(line)
  while (characters.length > 1 && roughWidth(`${characters.join('')}…`, size) > width) characters.pop()
  return `${characters.join('').trimEnd()}…`
}

/** One spelling for what is one to a reader: full and half width, capitals, compatibility forms. */

/** A character with the marks that follow it; what composes stays together. */
const CLUSTER = /\P{M}\p{M}*|\p{M}+/gu

const folded = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Folds width, case and compatibility forms (Unicode NFKC). */
export function fold(text: string): string {
  return folded(text)
}

export interface FoldedText {
  readonly text: string
  /** For each UTF-16 unit of the folded text where in the original its character begins; one entry more for the end. */
  readonly origin: Int32Array
}

/** The same as `fold`, and where each character came from. */
export function foldWithOrigin(text: string): FoldedText {
  const parts: string[] = []
  const origin: number[] = []
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    const part = folded(cluster)
    parts.push(part)
    for (let unit = 0; unit < part.length; unit++) origin.push(index)
  }
  origin.push(text.length)
  return { text: parts.join(''), origin: Int32Array.from(origin) }
}

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

/** What a UTF-16 unit becomes, where that is one unit whatever stands beside it; 0 where it is not; filled when first asked. */
const single = new Uint16Array(65536)
const isAsked = new Uint8Array(65536)
/** Parts of Korean syllables compose without being marks. */
const COMPOSES = /[\p{M}\u1100-\u11ff\ud7b0-\ud7ff\p{Surrogate}]/u

function singleOf(unit: number): number {
  if (isAsked[unit] === 0) {
    isAsked[unit] = 1
    const sign = String.fromCharCode(unit)
    const becomes = COMPOSES.test(sign) ? '' : folded(sign)
    single[unit] = becomes.length === 1 && !COMPOSES.test(becomes) ? becomes.charCodeAt(0) : 0
  }
  return single[unit] as number
}

/** The same as `fold`, and where each character came from. */
export function foldWithOrigin(text: string): FoldedText {
  // Nearly every text is of characters that become one each.
  let isPlain = true
  for (let at = 0; at < text.length && isPlain; at++) isPlain = singleOf(text.charCodeAt(at)) !== 0
  if (isPlain) return { text: folded(text), origin: Int32Array.from({ length: text.length + 1 }, (_, at) => at) }
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

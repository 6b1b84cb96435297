/** Texts as rules read them: one unit for each unit of the original, so that a place found is a place in the original. */

const WIDTH = 0xfee0

/** Half width, small letters, straight apostrophes, plain blanks. The length stays. */
export function foldText(text: string): string {
  let folded = ''
  for (const unit of text.split('')) {
    const code = unit.charCodeAt(0)
    const narrow = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - WIDTH) : unit
    const small = narrow.toLowerCase()
    folded += SAME[unit] ?? (small.length === 1 ? small : narrow)
  }
  return folded
}

const SAME: Readonly<Record<string, string>> = { '\u3000': ' ', '\u00a0': ' ', '’': "'", '‘': "'", '“': '"', '”': '"' }

export const HAN = /\p{Script=Han}/u

/** The language that most of a text is in, by its letters. */
export function languageOf(text: string): 'zh-CN' | 'en' {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  const words = text.match(/\p{Script=Latin}+/gu)?.length ?? 0
  return han >= words ? 'zh-CN' : 'en'
}

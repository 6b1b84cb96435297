/** Customers write anything from a word to a page: the list shows how it begins. */
const LONGEST = 140
const SHOWN = 120

export const isLong = (text: string): boolean => text.length > LONGEST

/** The first words. What a reader sees as one character is never cut. */
export function opening(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim()
  if (!isLong(plain)) return plain
  const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(plain.slice(0, SHOWN + 20))
  const first = Array.from(characters, ({ segment }) => segment).slice(0, SHOWN)
  return `${first.join('').trimEnd()}…`
}

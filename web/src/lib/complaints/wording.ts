/** Customers write anything from a word to a page: the list shows how it begins. */
const LONGEST = 140
const SHOWN = 120

export const isLong = (text: string): boolean => text.length > LONGEST

/** The first words. What a reader sees as one character is never cut. */
export function opening(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim()
  if (!isLong(plain)) return plain
  let end = 0
  for (const { index, segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(plain)) {
    if (index + segment.length > SHOWN) break
    end = index + segment.length
  }
  return `${plain.slice(0, end).trimEnd()}…`
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { piecesOf, stretchesOf } from '../../../pipeline/causes/terms/cut.ts'
import { termsOf } from '../../../pipeline/causes/terms/terms.ts'

const cut = (text: string) => stretchesOf(text).map(({ units, isUnspaced }) => units.join(isUnspaced ? '' : ' '))

describe('texts are cut', () => {
  test('at punctuation, digits, masks and changes of script', () => {
    expect(cut('等了3天，没人接电话[phone]！Called 5 times, nobody came')).toEqual([
      '等了',
      '天',
      '没人接电话',
      'called',
      'times',
      'nobody came',
    ])
  })
  test('without words that hold a digit', () => {
    expect(cut('model XQB90HY3 broken')).toEqual(['model', 'broken'])
    expect(cut('３２Ｇ ok')).toEqual(['ok'])
  })
  test('whatever their width and capitals', () => {
    expect(cut('ＮＯＢＯＤＹ’s')).toEqual(['nobody’s'])
  })
})

/** Every piece of every text, counted one by one, and those with a longer piece in the same texts left out. */
function plainTerms(texts: readonly { key: string; text: string }[], fewest: number): Map<string, string[]> {
  const all = texts.map(({ text }) => {
    const pieces = new Set<string>()
    for (const stretch of stretchesOf(text)) {
      const [from, until] = stretch.isUnspaced ? [2, 12] : [1, 3]
      for (let length = from; length <= until; length += 1) for (const piece of piecesOf(stretch, length)) pieces.add(piece)
    }
    return pieces
  })
  const textsWith = (piece: string) => all.flatMap((pieces, at) => (pieces.has(piece) ? [at] : []))
  const frequent = [...new Set(all.flatMap((pieces) => [...pieces]))].filter((piece) => textsWith(piece).length >= fewest)
  const isWithin = (part: string, whole: string) =>
    /\p{Script=Han}/u.test(whole) ? whole.includes(part) : ` ${whole} `.includes(` ${part} `)
  const kept = frequent.filter(
    (piece) =>
      !frequent.some(
        (longer) =>
          longer.length > piece.length && isWithin(piece, longer) && textsWith(longer).join() === textsWith(piece).join(),
      ),
  )
  return new Map(texts.map(({ key }, at) => [key, kept.filter((piece) => all[at]?.has(piece)).sort()]))
}

test('the terms are those that counting every piece gives', () => {
  const word = fc.constantFrom('没', '人', '接', '我', '，', ' late ', ' again ', '3', '[phone]')
  fc.assert(
    fc.property(fc.array(fc.array(word, { maxLength: 9 }), { minLength: 6, maxLength: 25 }), (lines) => {
      const texts = lines.map((line, at) => ({ key: `a:${at}`, text: line.join('') }))
      expect(new Map(termsOf(texts).map(({ key, terms }) => [key, [...terms]]))).toEqual(plainTerms(texts, 5))
    }),
    { numRuns: 200, seed: 5 },
  )
})

test('fewer than five complaints share nothing', () => {
  expect(termsOf(['a', 'b', 'c', 'd'].map((key) => ({ key, text: '没人接' }))).flatMap(({ terms }) => terms)).toEqual([])
})

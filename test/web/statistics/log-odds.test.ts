import { describe, expect, test } from 'vitest'
import { tellingWords } from '../../../web/src/lib/complaints/telling-words.ts'
import { wordScores, type WordScore } from '../../../web/src/lib/statistics/log-odds.ts'

const sizes = { chosenTerms: 900, otherTerms: 9100, chosenTexts: 100, otherTexts: 900 }

/** The equations of Monroe, Colaresi and Quinn, written out one by one from the article. */
function byTheArticle(chosen: number, others: number): { delta: number; zeta: number } {
  const alpha0 = (100 * (900 + 9100)) / (100 + 900)
  const alpha = (alpha0 * (chosen + others)) / (900 + 9100)
  const omega = (y: number, n: number) => (y + alpha) / (n + alpha0 - (y + alpha))
  const delta = Math.log(omega(chosen, 900)) - Math.log(omega(others, 9100))
  const variance = 1 / (chosen + alpha) + 1 / (others + alpha)
  return { delta, zeta: delta / Math.sqrt(variance) }
}

describe('log-odds with a prior', () => {
  const words = [
    { term: 'late', chosen: 40, others: 60 },
    { term: 'the', chosen: 90, others: 810 },
    { term: 'once', chosen: 3, others: 0 },
    { term: 'rude', chosen: 3, others: 200 },
  ]
  test('is that of the article', () => {
    for (const { chosen, others, logOdds, z } of wordScores(words, sizes)) {
      const { delta, zeta } = byTheArticle(chosen, others)
      expect(logOdds).toBeCloseTo(delta, 12)
      expect(z).toBeCloseTo(zeta, 12)
    }
  })
  test('puts first what many have, neither what is rare nor what all have', () => {
    expect(wordScores(words, sizes).map(({ term }) => term)).toEqual(['late', 'once', 'the', 'rude'])
  })
  test('changes its sign when the groups change places', () => {
    const swapped = wordScores(
      words.map(({ term, chosen, others }) => ({ term, chosen: others, others: chosen })),
      { chosenTerms: 9100, otherTerms: 900, chosenTexts: 900, otherTexts: 100 },
    )
    const of = (scores: readonly WordScore[], term: string) => scores.find((each) => each.term === term)?.z ?? Number.NaN
    for (const { term } of words) expect(of(swapped, term)).toBeCloseTo(-of(wordScores(words, sizes), term), 12)
  })
  test('says nothing where one side has no words', () => {
    expect(wordScores(words, { ...sizes, otherTerms: 0 })).toEqual([])
  })
})

describe('words that are shown', () => {
  const score = (term: string, chosen: number, z: number): WordScore => ({ term, chosen, others: 1, logOdds: 1, z })
  test('are beyond chance, and longer ones stand for their parts', () => {
    const scores = [
      score('没人联系', 40, 9),
      score('没人', 45, 8),
      score('联系', 90, 7),
      score('上门', 5, 0.3),
      score('谢谢', 9, -5),
    ]
    expect(tellingWords(scores, 10).map(({ term }) => term)).toEqual(['没人联系', '联系'])
  })
  test('are not the same phrase cut at another place', () => {
    const scores = [score('电话打了十几个没人', 30, 9), score('打了十几个没人接', 29, 8), score('没人接电话', 30, 7)]
    expect(tellingWords(scores, 10).map(({ term }) => term)).toEqual(['电话打了十几个没人', '没人接电话'])
  })
  test('are as many as asked for at most', () => {
    expect(tellingWords([score('一一', 9, 9), score('二二', 9, 8), score('三三', 9, 7)], 2)).toHaveLength(2)
  })
})

import { expect, test } from 'vitest'
import { promoterScore } from '../../../web/src/lib/statistics/promoter.ts'

/** Another way: each answer counts 100, 0 or −100; the score is their mean, its error that of a mean. */
function byAnswers(promoters: number, passives: number, detractors: number) {
  const values = [
    ...Array.from({ length: promoters }, () => 100),
    ...Array.from({ length: passives }, () => 0),
    ...Array.from({ length: detractors }, () => -100),
  ]
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length
  const variance = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / values.length
  return { mean, error: Math.sqrt(variance / values.length) }
}

test.each([
  [87, 43, 28],
  [1, 1, 1],
  [4766, 2637, 1075],
  [2, 60, 38],
])('%i promoters, %i passives, %i detractors', (promoters, passives, detractors) => {
  const { mean, error } = byAnswers(promoters, passives, detractors)
  const score = promoterScore(promoters, passives, detractors)
  expect(score?.n).toBe(promoters + passives + detractors)
  expect(score?.score).toBeCloseTo(mean, 9)
  expect(score?.low).toBeCloseTo(Math.max(-100, mean - 1.959963984540054 * error), 9)
  expect(score?.high).toBeCloseTo(Math.min(100, mean + 1.959963984540054 * error), 9)
})

test('it stays within −100 and 100, and is none without answers', () => {
  expect(promoterScore(1, 0, 1)?.high).toBe(100)
  expect(promoterScore(1, 0, 1)?.low).toBe(-100)
  expect(promoterScore(5, 0, 0)).toEqual({ n: 5, score: 100, low: 100, high: 100 })
  expect(promoterScore(0, 0, 0)).toBeNull()
})

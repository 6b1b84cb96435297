import { describe, expect, test } from 'vitest'
import { beyondChance, normalTail, poissonDifference, sumDifference } from '../../../web/src/lib/statistics/two-rates.ts'

/** By whole numbers alone: both tails of the binomial as fractions of (a + b)^n. */
function exactChance(first: number, second: number, a: number, b: number): number {
  const n = first + second
  let choose = 1n
  const weights = Array.from({ length: n + 1 }, (_, k) => {
    if (k > 0) choose = (choose * BigInt(n - k + 1)) / BigInt(k)
    return choose * BigInt(a) ** BigInt(k) * BigInt(b) ** BigInt(n - k)
  })
  const sum = (of: readonly bigint[]) => of.reduce((total, each) => total + each, 0n)
  const all = BigInt(a + b) ** BigInt(n)
  const part = (of: readonly bigint[]) => Number((sum(of) * 10n ** 18n) / all) / 1e18
  return Math.min(1, 2 * Math.min(part(weights.slice(0, first + 1)), part(weights.slice(first))))
}

describe('two rates of events', () => {
  test.each([
    [0, 3, 100, 100],
    [41, 15, 28010, 19017],
    [16, 2, 1043, 1051],
    [120, 80, 900, 1100],
    [300, 340, 7, 9],
    [5, 5, 1, 1],
  ])('%i and %i events of %i and %i have the chance that whole numbers give', (first, second, a, b) => {
    const chance = poissonDifference({ count: first, exposure: a }, { count: second, exposure: b })
    expect(chance).toBeCloseTo(exactChance(first, second, a, b), 12)
    expect(poissonDifference({ count: second, exposure: b }, { count: first, exposure: a })).toBeCloseTo(chance, 12)
  })
  test('nothing on both sides is no difference, and many thousands are still counted', () => {
    expect(poissonDifference({ count: 0, exposure: 1 }, { count: 0, exposure: 1 })).toBe(1)
    expect(poissonDifference({ count: 30_000, exposure: 1 }, { count: 30_000, exposure: 1 })).toBe(1)
    expect(poissonDifference({ count: 30_000, exposure: 1 }, { count: 31_000, exposure: 1 })).toBeCloseTo(
      2 * normalTail((1000 - 1) / Math.sqrt(61_000)),
      6,
    )
  })
  test('what is no count or has no exposure is refused', () => {
    expect(() => poissonDifference({ count: 1.5, exposure: 1 }, { count: 1, exposure: 1 })).toThrow(RangeError)
    expect(() => poissonDifference({ count: 1, exposure: 0 }, { count: 1, exposure: 1 })).toThrow(RangeError)
  })
})

test('the tail of the normal distribution is that of the tables', () => {
  expect(normalTail(0)).toBeCloseTo(0.5, 6)
  expect(normalTail(1.959963984540054)).toBeCloseTo(0.025, 6)
  expect(normalTail(3.090232306167813)).toBeCloseTo(0.001, 7)
})

describe('two sums', () => {
  const of = (values: readonly number[], exposure: number) => ({
    count: values.length,
    exposure,
    sum: values.reduce((total, each) => total + each, 0),
    squares: values.reduce((total, each) => total + each ** 2, 0),
  })
  test('one dear case is no difference, many are', () => {
    const usual = of(
      Array.from({ length: 20 }, () => 100),
      1000,
    )
    expect(sumDifference(of([...Array.from({ length: 20 }, () => 100), 3000], 1000), usual)).toBeGreaterThan(0.3)
    expect(
      sumDifference(
        of(
          Array.from({ length: 60 }, () => 100),
          1000,
        ),
        usual,
      ),
    ).toBeLessThan(0.001)
  })
  test('too few say nothing', () => {
    expect(sumDifference(of([1, 2, 3], 10), of([9000], 10))).toBeNull()
  })
  /** Where every amount is 1 the sum is the count, and the test its normal approximation. */
  test('of ones come near the exact chance of counts', () => {
    const [one, other] = [
      of(
        Array.from({ length: 220 }, () => 1),
        1000,
      ),
      of(
        Array.from({ length: 180 }, () => 1),
        1000,
      ),
    ]
    expect(sumDifference(one, other)).toBeCloseTo(poissonDifference(one, other), 1)
  })
})

describe('many tests', () => {
  /** The fifteen of the original article: four stand. */
  const PRINTED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ]
  test('the printed example of Benjamini and Hochberg', () => {
    expect(beyondChance(PRINTED).filter(Boolean)).toHaveLength(4)
    expect(beyondChance(PRINTED.toReversed()).slice(-4)).toEqual([true, true, true, true])
  })
  test('what was not tested does not stand and does not count', () => {
    expect(beyondChance([0.04, null, null])).toEqual([true, false, false])
    expect(beyondChance([0.04, 0.9])).toEqual([false, false])
    expect(beyondChance([])).toEqual([])
  })
})

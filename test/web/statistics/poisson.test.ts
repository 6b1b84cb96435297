import { describe, expect, test } from 'vitest'
import { poissonInterval, rateInterval } from '../../../web/src/lib/statistics/poisson.ts'

/** Exact 95 % limits as printed by Ulm (American Journal of Epidemiology 131, 1990) and in the tables after Garwood (1936). */
const PRINTED: readonly (readonly [count: number, low: number, high: number])[] = [
  [0, 0, 3.689],
  [1, 0.0253, 5.572],
  [2, 0.242, 7.225],
  [3, 0.619, 8.767],
  [5, 1.623, 11.668],
  [10, 4.795, 18.39],
  [20, 12.217, 30.888],
  [50, 37.111, 65.919],
  [100, 81.364, 121.627],
]

test.each(PRINTED)('the limits of %i cases are those that were printed', (count, low, high) => {
  const interval = poissonInterval(count)
  expect(interval.low).toBeCloseTo(low, 3)
  expect(interval.high).toBeCloseTo(high, 3)
})

/** By a way of its own: the chance of so few, or so many, cases under the limits. */
function chanceUpTo(count: number, mean: number): number {
  let [term, sum] = [Math.exp(-mean), Math.exp(-mean)]
  for (let each = 1; each <= count; each += 1) {
    term *= mean / each
    sum += term
  }
  return sum
}
test.each([1, 7, 33, 150, 300])('under the limits of %i cases each tail has 2.5 %%', (count) => {
  const { low, high } = poissonInterval(count)
  expect(1 - chanceUpTo(count - 1, low)).toBeCloseTo(0.025, 8)
  expect(chanceUpTo(count, high)).toBeCloseTo(0.025, 8)
})

test('where the approximation takes over, the limits go on without a step', () => {
  const [exact, approximate] = [poissonInterval(300), poissonInterval(301)]
  expect(approximate.low - exact.low).toBeCloseTo(0.98, 1)
  expect(approximate.high - exact.high).toBeCloseTo(1.03, 1)
  expect(Math.abs(approximate.low / 268 - 1)).toBeLessThan(0.01)
})

test('what is no count is refused', () => {
  expect(() => poissonInterval(-1)).toThrow(RangeError)
  expect(() => poissonInterval(2.5)).toThrow(RangeError)
})

describe('rates', () => {
  test('are the count and its limits for so many of the denominator', () => {
    expect(rateInterval(5, 2000, 1000)).toEqual({
      rate: 2.5,
      low: poissonInterval(5).low / 2,
      high: poissonInterval(5).high / 2,
    })
    expect(rateInterval(0, 500, 1000)).toMatchObject({ rate: 0, low: 0 })
  })
  test('without a denominator there is none', () => {
    expect(rateInterval(5, 0, 1000)).toBeNull()
  })
})

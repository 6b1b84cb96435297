import { expect, test } from 'vitest'
import { wilsonInterval } from '../../../web/src/lib/statistics/wilson.ts'

/** Table I of Newcombe, R. G.: Two-sided confidence intervals for the single proportion. Statistics in Medicine 17, 1998, method 3. */
const PRINTED: readonly (readonly [count: number, n: number, low: number, high: number])[] = [
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
]

test.each(PRINTED)('the interval of %i of %i is the one that was printed', (count, n, low, high) => {
  const interval = wilsonInterval(count, n)
  expect(interval?.low).toBeCloseTo(low, 4)
  expect(interval?.high).toBeCloseTo(high, 4)
})

test('its ends are the shares from which the count is 1.96 standard errors away', () => {
  for (const [count, n] of [
    [3, 7],
    [322, 376],
    [1, 1000],
  ] as const) {
    const interval = wilsonInterval(count, n)
    for (const end of [interval?.low ?? 0, interval?.high ?? 0]) {
      const distance = Math.abs(count / n - end) / Math.sqrt((end * (1 - end)) / n)
      expect(distance).toBeCloseTo(1.959963984540054, 9)
    }
  }
})

test('no share and the whole have a width, and end where shares end', () => {
  expect(wilsonInterval(0, 10)?.low).toBe(0)
  expect(wilsonInterval(10, 10)?.high).toBe(1)
  expect(wilsonInterval(10, 10)?.low).toBeCloseTo(1 - (wilsonInterval(0, 10)?.high ?? 0), 12)
})

test('without cases there is none, and what is no share is refused', () => {
  expect(wilsonInterval(0, 0)).toBeNull()
  expect(() => wilsonInterval(3, 2)).toThrow(RangeError)
  expect(() => wilsonInterval(-1, 2)).toThrow(RangeError)
})

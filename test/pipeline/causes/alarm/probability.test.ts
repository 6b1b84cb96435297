/** Against values that are not ours: R's documentation of its exact tests, SciPy 1.17.1, and identities of the distributions. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  betaShare,
  logBetaBinomialTail,
  logBinomialTail,
  logGamma,
  ratioInterval,
} from '../../../../pipeline/causes/alarm/probability.ts'

describe('published tests', () => {
  test('R poisson.test: lung cancer in Fredericia against three other cities, 11 in 800 and 21 in 3,011 (E. B. Andersen 1977)', () => {
    const { lower, upper } = ratioInterval(11, 6 + 8 + 7, (1083 + 1050 + 878) / 800, 0.95)
    expect(lower).toBeCloseTo(0.8584264, 7)
    expect(upper).toBeCloseTo(4.277266, 6)
    // two-sided 0.07967: this side, and the other as far as it is as unlikely
    const above = Math.exp(logBinomialTail(11, 32, 800 / 3811))
    const below = 1 - Math.exp(logBinomialTail(3, 32, 800 / 3811))
    expect(above + below).toBeCloseTo(0.07967, 5)
  })

  test("R fisher.test: R. A. Fisher's convictions of like-sex twins, 10 of 12 against 2 of 15 … p = 0.0004652", () => {
    // 10 of 13 identical twins convicted, 2 of 17 others
    expect(Math.exp(logBetaBinomialTail(10, 12, 3 + 1, 15))).toBeCloseTo(0.0004652, 7)
  })

  test("Fisher's lady tasting tea: 3 of 4 right, p = 0.2429", () => {
    expect(Math.exp(logBetaBinomialTail(3, 4, 1 + 1, 3))).toBeCloseTo(0.2429, 4)
  })
})

test.each([
  [11, 32, 800 / 3811, -2.88224896113631],
  [5, 7, 4 / 56, -10.273387659131377],
  [120, 400, 0.2, -13.55826692287217],
  [60, 300, 0.25, -0.017674844247580312],
  [40, 40, 0.3, -48.15891217303744],
  [900, 3000, 0.2, -87.77370259189411],
])('binomial tail of %d of %d at %d, as scipy.stats.binom.logsf', (k, n, q, expected) => {
  expect(logBinomialTail(k, n, q)).toBeCloseTo(expected, 9)
})

test.each([
  [12, 60, 30, 100, -0.3368824800897609],
  [40, 50, 20, 30, -10.50293250085597],
  [5, 40, 2, 100, -4.9372721748486095],
])('beta-binomial tail of %d of %d with %d and %d, as scipy.stats.betabinom.logsf', (k, n, a, b, expected) => {
  expect(logBetaBinomialTail(k, n, a, b)).toBeCloseTo(expected, 9)
})

test.each([
  [0.3, 2, 5, 0.579825],
  [0.01, 0.5, 3, 0.18625375],
  [0.9, 30.5, 12, 0.9994467006724757],
  [0.5, 200, 210, 0.6894852134274166],
])('beta distribution up to %d of %d and %d, as scipy.special.betainc', (x, a, b, expected) => {
  expect(betaShare(x, a, b)).toBeCloseTo(expected, 10)
})

test('gamma: factorials and the root of pi', () => {
  expect(Math.exp(logGamma(11))).toBeCloseTo(3_628_800, 4)
  expect(Math.exp(logGamma(0.5))).toBeCloseTo(Math.sqrt(Math.PI), 12)
})

const events = fc.integer({ min: 1, max: 400 })
const share = fc.double({ min: 0.01, max: 0.99, noNaN: true })

test('the binomial tail is a beta share, falls with k, and is the limit of the beta-binomial one', () => {
  fc.assert(
    fc.property(events, events, share, (n, some, q) => {
      const k = 1 + (some % n)
      const tail = logBinomialTail(k, n, q)
      expect(Math.exp(tail)).toBeCloseTo(betaShare(q, k, n - k + 1), 9)
      expect(tail).toBeLessThanOrEqual(logBinomialTail(k - 1, n, q) + 1e-12)
      expect(Math.exp(logBetaBinomialTail(k, n, q * 1e7, (1 - q) * 1e7))).toBeCloseTo(Math.exp(tail), 4)
    }),
    { seed: 20, numRuns: 200 },
  )
})

test('the interval holds the ratio, is wider with dispersion, and turns over with the spans', () => {
  fc.assert(
    fc.property(events, events, fc.double({ min: 0.1, max: 20, noNaN: true }), (x, y, odds) => {
      const plain = ratioInterval(x, y, odds, 0.95)
      const wide = ratioInterval(x, y, odds, 0.95, 2)
      const turned = ratioInterval(y, x, 1 / odds, 0.95)
      const ratio = (x / y) * odds
      expect(plain.lower).toBeLessThan(ratio)
      expect(plain.upper).toBeGreaterThan(ratio)
      expect(wide.lower).toBeLessThan(plain.lower)
      expect(wide.upper).toBeGreaterThan(plain.upper)
      expect(turned.lower * plain.upper).toBeCloseTo(1, 6)
    }),
    { seed: 21, numRuns: 100 },
  )
})

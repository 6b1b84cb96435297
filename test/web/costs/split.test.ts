/** Volume, mix and rate: published examples, an example by hand, and what must hold of any figures. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { restOf, splitChange, type CellSums } from '../../../web/src/routes/costs/split.ts'

const cell = (first: string, n0: number, cost0: number, n1: number, cost1: number): CellSums => ({
  first,
  second: 'all',
  before: { n: n0, cost: cost0 },
  after: { n: n1, cost: cost1 },
})

/**
 * P. Das Gupta, Standardization and Decomposition of Rates: A User's Manual (US Bureau of the Census, P23-186, 1993), example 5.3:
 * deaths for each 1,000 people of the United States in 1970 and 1985 by race and age. Sizes in thousands, rates as printed.
 */
const DAS_GUPTA = {
  size1985: [
    3041, 11577, 27450, 32711, 35480, 27411, 19555, 19795, 15254, 8022, 2472, 707, 2692, 6473, 6841, 6547, 4352, 3034, 2540, 1749,
    804, 236,
  ],
  size1970: [
    2968, 11484, 34614, 30992, 21983, 20314, 20928, 16897, 11339, 5720, 1315, 535, 2162, 6120, 4781, 3096, 2718, 2363, 1767, 1149,
    448, 117,
  ],
  rate1985: [
    9.163, 0.462, 0.248, 0.929, 1.084, 1.81, 4.715, 12.187, 27.728, 64.068, 157.57, 17.208, 0.738, 0.328, 1.103, 2.045, 3.724,
    8.052, 17.812, 34.128, 68.276, 125.161,
  ],
  rate1970: [
    18.469, 0.751, 0.391, 1.146, 1.287, 2.672, 6.636, 15.691, 34.723, 79.763, 176.837, 36.993, 1.352, 0.541, 2.04, 3.523, 6.746,
    12.967, 24.471, 45.091, 74.902, 123.205,
  ],
}

test('gives the published decomposition of a mean by two dimensions', () => {
  const { size1970, size1985, rate1970, rate1985 } = DAS_GUPTA
  const split = splitChange(
    size1970.map((n, at) =>
      cell(String(at), n, n * (rate1970[at] ?? 0), size1985[at] ?? 0, (size1985[at] ?? 0) * (rate1985[at] ?? 0)),
    ),
  )
  // Printed: crude 9.421833 and 8.735618, rate effect −2.2277254, age 1.5217347 and race 0.0197749: together the mix.
  expect(split?.perRepair.before).toBeCloseTo(9.421833, 6)
  expect(split?.perRepair.after).toBeCloseTo(8.735618, 6)
  expect(split?.perRepair.rate).toBeCloseTo(-2.2277254, 6)
  expect(split?.perRepair.mix).toBeCloseTo(1.5217347 + 0.0197749, 6)
})

describe('an example worked by hand', () => {
  // Before: 60 washers at 100 and 40 air conditioners at 200: 14,000. After: 50 at 110 and 70 at 210: 20,200.
  const split = splitChange([cell('washer', 60, 6000, 50, 5500), cell('aircon', 40, 8000, 70, 14_700)])

  test('volume, mix and rate at the means of both periods', () => {
    // volume: 20 × (140 + 168.3333…) / 2 = 3083.3333…; rate: 110 × (10 × (0.6 + 5/12) / 2 + 10 × (0.4 + 7/12) / 2) = 1100
    // mix: 110 × (5/12 − 0.6) × 105 + 110 × (7/12 − 0.4) × 205 = −2117.5 + 4134.1666… = 2016.6666…
    expect(split?.total).toEqual({ volume: 3083.33, mix: 2016.67, rate: 1100, change: 6200 })
    expect(split?.perRepair.mix).toBeCloseTo(18.3333, 4)
    expect(split?.perRepair.rate).toBeCloseTo(10, 10)
  })
  test('the largest change first, each with its own three', () => {
    expect(split?.cells.map(({ first, change }) => [first, change])).toEqual([
      ['aircon', 6700],
      ['washer', -500],
    ])
    // washer: volume 20 × (60 + 45.8333…) / 2 = 1058.3333…, mix −2117.5, rate 110 × 10 × 0.508333… = 559.1666…
    expect(split?.cells[1]).toMatchObject({ volume: 1058.33, mix: -2117.5, rate: 559.17 })
  })
})

describe('nothing but', () => {
  test('volume, when twice as many of the same are repaired at the same cost', () => {
    expect(splitChange([cell('a', 10, 1000, 20, 2000), cell('b', 5, 250, 10, 500)])?.total).toEqual({
      volume: 1250,
      mix: 0,
      rate: 0,
      change: 1250,
    })
  })
  test('mix, when the same number is repaired at the same costs', () => {
    expect(splitChange([cell('a', 10, 1000, 15, 1500), cell('b', 10, 500, 5, 250)])?.total).toEqual({
      volume: 0,
      mix: 250,
      rate: 0,
      change: 250,
    })
  })
  test('rate, when the same are repaired and each costs more', () => {
    expect(splitChange([cell('a', 10, 1000, 10, 1100), cell('b', 5, 250, 5, 300)])?.total).toEqual({
      volume: 0,
      mix: 0,
      rate: 150,
      change: 150,
    })
  })
})

test('a cell of one period has no rate effect; a period without repairs is not compared', () => {
  const split = splitChange([cell('old', 3, 100, 0, 0), cell('new', 0, 0, 7, 333.33), cell('both', 10, 1000, 10, 1100)])
  expect(split?.cells.filter(({ first }) => first !== 'both').map(({ rate }) => rate)).toEqual([0, 0])
  expect(splitChange([cell('a', 0, 0, 5, 100)])).toBeNull()
  expect(splitChange([])).toBeNull()
})

const cents = fc.integer({ min: -500_000, max: 5_000_000 }).map((each) => each / 100)
const sums = fc.oneof(fc.constant({ n: 0, cost: 0 }), fc.record({ n: fc.integer({ min: 1, max: 4000 }), cost: cents }))
const tables = fc
  .array(fc.record({ before: sums, after: sums }), { minLength: 1, maxLength: 40 })
  .map((rows): CellSums[] => rows.map((row, at) => ({ first: `f${String(at)}`, second: 's', ...row })))
const inCents = (amount: number) => Math.round(amount * 100)

describe('of any figures', () => {
  test('the effects add up to the cent, in each cell, over the cells, and in what is shown and the rest', () => {
    fc.assert(
      fc.property(tables, fc.nat(10), (cells, shown) => {
        const split = splitChange(cells)
        if (split === null) return
        for (const each of [...split.cells, split.total]) {
          expect(inCents(each.volume) + inCents(each.mix) + inCents(each.rate)).toBe(inCents(each.change))
        }
        expect(inCents(split.total.change)).toBe(inCents(split.after.cost) - inCents(split.before.cost))
        const parts = [...split.cells.slice(0, shown), ...[restOf(split.cells, shown) ?? []].flat()]
        for (const effect of ['volume', 'mix', 'rate', 'change'] as const) {
          expect(parts.reduce((all, each) => all + inCents(each[effect]), 0)).toBe(inCents(split.total[effect]))
        }
        for (const { before, after, rate } of split.cells) if (before.n === 0 || after.n === 0) expect(rate).toBe(0)
      }),
    )
  })
  test('looking back gives the same with the other sign', () => {
    fc.assert(
      fc.property(tables, (cells) => {
        const there = splitChange(cells)
        const back = splitChange(cells.map((each) => ({ ...each, before: each.after, after: each.before })))
        for (const effect of ['volume', 'mix', 'rate', 'change'] as const) {
          expect(inCents(back?.total[effect] ?? 0)).toBe(0 - inCents(there?.total[effect] ?? 0))
        }
      }),
    )
  })
  test('the order of the cells does not matter', () => {
    fc.assert(
      fc.property(tables, (cells) => {
        expect(splitChange(cells.toReversed())).toEqual(splitChange(cells))
      }),
    )
  })
  test('amounts of four decimals add up to the fourth', () => {
    const split = splitChange([cell('a', 3, 10.0001, 4, 12), cell('b', 2, 8, 1, 3.3333)])
    expect(split?.digits).toBe(4)
    const { volume, mix, rate, change } = split?.total ?? { volume: 0, mix: 0, rate: 0, change: 1 }
    expect(Math.round((volume + mix + rate) * 1e4)).toBe(Math.round(change * 1e4))
  })
})

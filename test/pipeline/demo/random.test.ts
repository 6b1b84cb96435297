import { expect, test } from 'vitest'
import { Balanced, Chance, Weighted, normalQuantile } from '../../../pipeline/demo/random.ts'

test('a stream does not depend on what was drawn before', () => {
  const chance = new Chance(42)
  const first = [chance.seat(3, 17).unit(), chance.unit(), chance.unit()]
  chance.seat(9, 1).unit()
  expect([chance.seat(3, 17).unit(), chance.unit(), chance.unit()]).toEqual(first)
  expect(chance.seat(3, 18).unit()).not.toBe(first[0])
  expect(new Chance(43).seat(3, 17).unit()).not.toBe(first[0])
})

test('first draws of many streams are even and independent', () => {
  const chance = new Chance(1)
  const bins = new Array<number>(20).fill(0)
  let product = 0
  let before = 0.5
  const draws = 40_000
  for (let index = 0; index < draws; index++) {
    const unit = chance.seat(index % 7, index).unit()
    const bin = Math.floor(unit * 20)
    bins[bin] = (bins[bin] ?? 0) + 1
    product += (unit - 0.5) * (before - 0.5)
    before = unit
  }
  // chi-square with 19 degrees of freedom: 43.8 is its 99.9 % quantile
  const expected = draws / 20
  expect(bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(43.8)
  // serial correlation within four standard errors
  expect(Math.abs((product / draws) * 12)).toBeLessThan(4 / Math.sqrt(draws))
})

test('the normal quantile is that of published tables', () => {
  for (const [p, z] of [
    [0.5, 0],
    [0.841344746, 1],
    [0.975, 1.959963985],
    [0.99, 2.326347874],
    [0.999, 3.090232306],
    [0.02, -2.053748911],
  ] as const)
    expect(normalQuantile(p)).toBeCloseTo(z, 7)
})

test('balanced draws hold their share over the years and vary like coins over a week', () => {
  const chance = new Chance(5)
  const balanced = new Balanced(0.002)
  const weeks: number[] = []
  for (let week = 0; week < 200; week++) {
    let kept = 0
    for (let each = 0; each < 400; each++) if (balanced.draw(0.93, chance.unit())) kept++
    weeks.push(kept)
  }
  const mean = weeks.reduce((sum, kept) => sum + kept, 0) / weeks.length
  expect(Math.abs(mean / 400 - 0.93)).toBeLessThan(0.0004)
  const variance = weeks.reduce((sum, kept) => sum + (kept - mean) ** 2, 0) / (weeks.length - 1)
  const ofCoins = 400 * 0.93 * 0.07
  expect(variance / ofCoins).toBeGreaterThan(0.5)
  expect(variance / ofCoins).toBeLessThan(1.2)
})

test('weights are kept', () => {
  const drawn = new Weighted(['a', 'b', 'c'], [1, 2, 7])
  expect([0.05, 0.0999, 0.11, 0.29, 0.31, 0.999].map((unit) => drawn.at(unit))).toEqual(['a', 'a', 'b', 'b', 'c', 'c'])
})

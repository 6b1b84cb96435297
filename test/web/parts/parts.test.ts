/** What the page of parts makes of its rows: rates, the time it is about, the life curve. */
import { describe, expect, test } from 'vitest'
import type { Figure } from '../../../web/src/lib/review/series.ts'
import type { PartRow } from '../../../web/src/lib/server/read/parts.ts'
import { parseParts } from '../../../web/src/routes/parts/asked.ts'
import { lifePoints } from '../../../web/src/routes/parts/life.ts'
import { changeOf, rateOf } from '../../../web/src/routes/parts/rates.ts'
import { chooseWindow } from '../../../web/src/routes/parts/window.ts'

const row = (more: Partial<PartRow>): PartRow => ({
  source: 'a',
  no: 'p',
  name: null,
  supplier: null,
  family: 'f',
  families: 1,
  replacements: 20,
  counted: 20,
  countedBefore: 10,
  exposure: 1000,
  exposureBefore: 1000,
  pieces: 20,
  cost: null,
  unpriced: 0,
  rise: 1.8,
  demand: null,
  ...more,
})

describe('rates', () => {
  test('per 1,000 units and year with the exact interval of the count; none without something to hold it against', () => {
    // Garwood: 10 cases lie between 4.80 and 18.39.
    expect(rateOf(10, 2000)).toMatchObject({ rate: 5 })
    expect(rateOf(10, 2000)?.low).toBeCloseTo(4.795 / 2, 2)
    expect(rateOf(10, 2000)?.high).toBeCloseTo(18.39 / 2, 2)
    expect(rateOf(10, null)).toBeNull()
    expect(rateOf(10, 0)).toBeNull()
  })

  test('a change is clear from 1.96 standard errors on, either way', () => {
    expect(changeOf(row({}))).toMatchObject({ factor: 2, isClear: false })
    expect(changeOf(row({ rise: 2 }))).toMatchObject({ isClear: true })
    expect(changeOf(row({ rise: -2 }))).toMatchObject({ isClear: true })
    expect(changeOf(row({ rise: null }))).toMatchObject({ before: null, factor: null, isClear: false })
    expect(changeOf(row({ countedBefore: 0 }))).toMatchObject({ factor: null })
  })
})

const week = (at: number): string => new Date(Date.UTC(2024, 0, 1 + 7 * at)).toISOString().slice(0, 10)
const figures = (count: number, open = 1): Figure[] =>
  Array.from({ length: count }, (_, at) => ({
    start: week(at),
    end: week(at + 1),
    value: 1,
    n: 1,
    mean: null,
    median: null,
    p90: null,
    undecided: 0,
    isComplete: at < count - open,
    isMature: at < count - open,
    target: null,
  }))

describe('the time of the page', () => {
  test('the newest settled quarter, and the same weeks a year before', () => {
    expect(chooseWindow(figures(70), 'week', 'quarter')).toEqual({
      since: week(56),
      until: week(69),
      before: { since: week(4), until: week(17) },
    })
  })

  test('no comparison where the year before is not all known', () => {
    expect(chooseWindow(figures(65), 'week', 'quarter')).toMatchObject({ since: week(51), before: null })
    expect(chooseWindow(figures(3), 'week', 'year')).toEqual({ since: week(0), until: week(2), before: null })
    expect(chooseWindow([], 'week', 'year')).toBeNull()
  })
})

describe('the life curve', () => {
  const step = (month: number, survival: number, followed = 50) => ({
    month,
    followed,
    survival,
    lower: survival - 0.1,
    upper: 1,
  })

  test('a point a month from new, the value of the steps before it; it stays where nothing happens', () => {
    const points = lifePoints({ steps: [step(0, 0.9), step(2, 0.8)], oldestAge: 130 })
    expect(points.map(({ month, survival }) => [month, survival])).toEqual([
      [0, 1],
      [1, 0.9],
      [2, 0.9],
      [3, 0.8],
      [4, 0.8],
    ])
    expect(points[0]).toMatchObject({ lower: 1, upper: 1, followed: null })
  })

  test('it ends where fewer than ten are followed', () => {
    const points = lifePoints({ steps: [step(0, 0.9), step(2, 0.5, 9)], oldestAge: 400 })
    expect(points.at(-1)).toMatchObject({ month: 2, survival: 0.9 })
  })
})

test('what is asked for: order, time and part; what is none is named', () => {
  const ask = (given: Record<string, string>) => parseParts((name) => given[name] ?? null)
  expect(ask({})).toEqual({ ok: true, asked: { order: 'rise', window: 'quarter', part: null } })
  expect(ask({ order: 'money', window: 'year', part: 'HY 1/2' })).toEqual({
    ok: true,
    asked: { order: 'money', window: 'year', part: 'HY 1/2' },
  })
  expect(ask({ order: 'name' })).toEqual({ ok: false, wrong: 'order=name' })
  expect(ask({ window: 'day' })).toEqual({ ok: false, wrong: 'window=day' })
  expect(ask({ part: 'x'.repeat(201) })).toMatchObject({ ok: false })
})

import { expect, test } from 'vitest'
import { outcomeRows } from '../../../web/src/lib/promises/outcomes.ts'
import type { Outcomes } from '../../../web/src/lib/promises/promises.ts'

const outcomes: Outcomes = {
  n: 200,
  counts: [
    { outcome: 'stop_not_recorded', n: 4 },
    { outcome: 'kept', n: 120 },
    { outcome: 'cancelled', n: 16 },
    { outcome: 'late', n: 45 },
    { outcome: 'overdue', n: 5 },
    { outcome: 'running', n: 10 },
  ],
  kept: 120,
  broken: 50,
  explained: 5,
  paused: 0,
  terms: [],
  clocks: [],
}

test('what counts comes first, then what waits, then what is left out, the most frequent first', () => {
  const groups = outcomeRows(outcomes)
  expect(groups.map(({ name, rows }) => [name, rows.map(({ outcome, n }) => [outcome, n])])).toEqual([
    [
      'decided',
      [
        ['kept', 120],
        ['broken', 50],
        ['late', 45],
        ['overdue', 5],
        ['explained', 5],
      ],
    ],
    [
      'waiting',
      [
        ['open', 10],
        ['running', 10],
        ['not_started', 0],
      ],
    ],
    [
      'left',
      [
        ['cancelled', 16],
        ['stop_not_recorded', 4],
      ],
    ],
  ])
})

test('the rows that are no parts are all promises, and parts are shares of the row above', () => {
  const rows = outcomeRows(outcomes).flatMap((group) => group.rows)
  const whole = rows.filter(({ isPart }) => !isPart)
  expect(whole.reduce((sum, { n }) => sum + n, 0)).toBe(200)
  expect(whole.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
  expect(rows.find(({ outcome }) => outcome === 'late')?.share).toBe(45 / 50)
  expect(rows.find(({ outcome }) => outcome === 'explained')).toMatchObject({ share: 5 / 50, isPart: true, cases: null })
})

test('only rows that are exactly a list of cases lead to one', () => {
  const rows = outcomeRows(outcomes).flatMap((group) => group.rows)
  expect(rows.filter(({ cases }) => cases !== null).map(({ outcome, cases }) => [outcome, cases])).toEqual([
    ['kept', 'for'],
    ['broken', 'against'],
    ['open', 'open'],
  ])
})

test('nothing broken, nothing waiting: no parts, and zeros that say so', () => {
  const rows = outcomeRows({ ...outcomes, n: 3, counts: [{ outcome: 'kept', n: 3 }], kept: 3, broken: 0, explained: 0 })
  expect(rows.flatMap((group) => group.rows).map(({ outcome, n }) => [outcome, n])).toEqual([
    ['kept', 3],
    ['broken', 0],
    ['open', 0],
  ])
})

test('those that stand still are a part of what waits; replaced ones are left out, with their reason', () => {
  const groups = outcomeRows({ ...outcomes, n: 203, paused: 4, counts: [...outcomes.counts, { outcome: 'replaced', n: 3 }] })
  expect(groups.find(({ name }) => name === 'waiting')?.rows.at(-1)).toEqual({
    outcome: 'paused',
    n: 4,
    share: 0.4,
    isPart: true,
    cases: null,
  })
  expect(groups.find(({ name }) => name === 'left')?.rows.map(({ outcome, n }) => [outcome, n])).toEqual([
    ['cancelled', 16],
    ['stop_not_recorded', 4],
    ['replaced', 3],
  ])
})

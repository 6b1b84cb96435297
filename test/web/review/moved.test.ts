import { expect, test } from 'vitest'
import { movedMost } from '../../../web/src/lib/review/moved.ts'
import { yearBefore, type Figure } from '../../../web/src/lib/review/series.ts'
import { kpi, week } from './kpi-fixture.ts'

/** Up and down by 2 points each week, then `last`. */
const figures = (last: number, over: Partial<Figure> = {}): Figure[] => [
  ...Array.from({ length: 12 }, (_, index) => week(index, index % 2 === 0 ? 0.9 : 0.92)),
  week(12, last, over),
]
const moved = (...all: Figure[][]) =>
  movedMost(
    all.map((each, index) => ({ kpi: kpi({ id: `kpi_${index}` }), figures: each })),
    'week',
    'previous',
    5,
  )

test('a change is measured by the mean difference of the weeks before', () => {
  const [only] = moved(figures(0.86))
  // From 0.92 to 0.86 is 6 points; the weeks before differ by 2 points each.
  expect(only?.times).toBeCloseTo(3, 9)
  expect(only?.change.meaning).toBe('worse')
})

test('the strongest come first, what moved no more than usual not at all', () => {
  expect(moved(figures(0.88), figures(0.8), figures(0.9)).map((each) => each.kpi.id)).toEqual(['kpi_1', 'kpi_0'])
})

test('few cases, a short history and a history that never moved say nothing', () => {
  expect(moved(figures(0.5, { n: 29 }))).toEqual([])
  expect(moved(figures(0.5).slice(-8))).toEqual([])
  expect(moved([...Array.from({ length: 12 }, (_, index) => week(index, 0.9)), week(12, 0.5)])).toEqual([])
})

test('a week that is not over neither moves nor counts', () => {
  expect(moved([...figures(0.86), week(13, 0.2, { isComplete: false })]).map(({ to }) => to.start)).toEqual([week(12, 0).start])
})

test('the year before: the month of that name, the week 52 weeks earlier', () => {
  expect(yearBefore('2026-02-01', 'month')).toBe('2025-02-01')
  expect(yearBefore('2026-09-14', 'week')).toBe('2025-09-15')
  // Week 53 has no namesake; the week of the same days is week 1 of its year, 52 weeks earlier.
  expect(yearBefore('2026-12-28', 'week')).toBe('2025-12-29')
})

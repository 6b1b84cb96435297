import fc from 'fast-check'
import { expect, test } from 'vitest'
import { legendRows } from '../../../web/src/lib/charts/legend.ts'
import type { ChartOption } from '../../../web/src/lib/charts/option.ts'
import { partColours, stackedOption, stackedParts, type StackedPart } from '../../../web/src/lib/charts/stacked.ts'
import { context, seriesOf, stylesOf, tooltipAt, valuesOf } from './context.ts'
import { palette } from './palette.ts'

const periods = [
  { start: '2026-01-01', isSettled: true },
  { start: '2026-02-01', isSettled: false },
]
const parts: StackedPart[] = [
  { key: 'unknown', label: '未知', values: [1, 2], isRest: true },
  { key: 'a', label: '空调', values: [3, 0] },
  { key: 'b', label: '冰箱', values: [6, 8] },
]

test('the largest first, the rest on top and grey', () => {
  const ordered = stackedParts(parts, { restLabel: '其余' })
  expect(ordered.map(({ key }) => key)).toEqual(['b', 'a', 'unknown'])
  expect(partColours(ordered, palette)).toEqual([palette.categories[0], palette.categories[1], palette.quiet])
})

test('no more colours than there are, nothing lost', () => {
  const values = fc.array(fc.nat(1000), { minLength: 2, maxLength: 2 })
  const part = fc.record({ key: fc.uuid(), label: fc.string(), values, isRest: fc.boolean() })
  fc.assert(
    fc.property(fc.array(part), fc.integer({ min: 1, max: 8 }), (given, most) => {
      const shown = stackedParts(given, { most, restLabel: 'x' })
      expect(shown.filter(({ isRest }) => isRest !== true).length).toBeLessThanOrEqual(palette.categories.length)
      for (const at of [0, 1]) {
        const sum = (all: readonly StackedPart[]) => all.reduce((total, each) => total + (each.values[at] ?? 0), 0)
        expect(sum(shown)).toBe(sum(given))
      }
    }),
  )
})

test('draws amounts, or shares of each period; what can change is lighter with dashed edges', () => {
  const amounts = stackedOption({ periods, grain: 'month', parts }, context)
  expect([0, 1, 2].map((at) => valuesOf(amounts, at))).toEqual([
    [1, 2],
    [3, 0],
    [6, 8],
  ])
  expect(stylesOf(amounts, 2)[1]).toMatchObject({ borderType: 'dashed', opacity: 0.45 })
  expect(stylesOf(amounts, 2)[0]).not.toHaveProperty('borderType')
  const shares = stackedOption({ periods, grain: 'month', parts, isShare: true }, context)
  expect([0, 1, 2].map((at) => valuesOf(shares, at))).toEqual([
    [0.1, 0.2],
    [0.3, 0],
    [0.6, 0.8],
  ])
  expect(tooltipAt(amounts, 0)).toBe('<b>2026年1月</b><br>合计 10<br>冰箱 6 · 60.0%<br>空调 3 · 30.0%<br>未知 1 · 10.0%')
  expect(tooltipAt(amounts, 1)).toContain('未结束或未成熟')
  expect(seriesOf(amounts).every(({ type }) => type === 'bar')).toBe(true)
})

test('a legend gets as many rows as its names need', () => {
  const entries = Array.from({ length: 8 }, () => ({ label: '工程师上门迟到未提前通知', colour: '#000000' }))
  expect(legendRows(entries, { ...context, width: 2000 })).toBe(1)
  expect(legendRows(entries, { ...context, width: 340 })).toBe(4)
  expect(legendRows([], context)).toBe(0)
})

test('periods in which something changed are marked above the plot, and more can be said of a period', () => {
  const plain = stackedOption({ periods, grain: 'month', parts }, context)
  const marked = stackedOption(
    { periods, grain: 'month', parts, marks: [{ period: 1, label: '1, 2' }], detail: (at) => [`第 ${at} 期`] },
    context,
  )
  expect(seriesOf(plain)).toHaveLength(3)
  expect(seriesOf(marked).slice(0, 3)).toEqual(seriesOf(plain))
  expect(seriesOf(marked)[3]).toMatchObject({ type: 'custom', data: [[1]] })
  expect(topOf(marked)).toBeGreaterThan(topOf(plain))
  expect(tooltipAt(marked, 1)).toContain('第 1 期')
})

const topOf = ({ grid }: ChartOption): number => {
  const top = Array.isArray(grid) ? undefined : grid?.top
  return typeof top === 'number' ? top : Number.NaN
}

test('a line over the columns, as high as the axis goes, with its words', () => {
  const option = stackedOption({ periods, grain: 'month', parts, line: { label: '预算', values: [50, null] } }, context)
  expect(valuesOf(option, 3)).toEqual([50, '-'])
  expect(option.yAxis).toMatchObject({ max: 60 })
  expect(tooltipAt(option, 0)).toContain('预算 50')
  expect(tooltipAt(option, 1)).not.toContain('预算')
})

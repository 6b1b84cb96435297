import fc from 'fast-check'
import { expect, test } from 'vitest'
import { paretoHeight, paretoItems, paretoOption, TOGETHER, type ParetoRow } from '../../../web/src/lib/charts/pareto.ts'
import { context, stylesOf, tooltipAt, valuesOf } from './context.ts'
import { palette } from './palette.ts'

const rows: ParetoRow[] = [
  { key: 'other', label: '其他', value: 60, isRest: true },
  { key: 'late', label: '上门迟到', value: 20 },
  { key: 'parts', label: '配件', value: 15 },
  { key: 'price', label: '收费', value: 5 },
]

test('by size, what is left over last, shares of all', () => {
  const items = paretoItems(rows, { restLabel: '较小类别' })
  expect(items.map(({ key, share, cumulative }) => [key, share, cumulative])).toEqual([
    ['late', 0.2, 0.2],
    ['parts', 0.15, 0.35],
    ['price', 0.05, 0.4],
    ['other', 0.6, 1],
  ])
})

test('small categories become one, but never a single one', () => {
  const two = paretoItems(rows, { most: 2, restLabel: '较小类别' })
  expect(two.map(({ key }) => key)).toEqual(['late', 'parts', 'price', 'other'])
  const one = paretoItems(rows, { most: 1, restLabel: '较小类别' })
  expect(one.map(({ key, value, count }) => [key, value, count])).toEqual([
    ['late', 20, 1],
    [TOGETHER, 20, 2],
    ['other', 60, 1],
  ])
})

test('whatever the sizes: the cumulative share rises to 1, nothing is lost, the rest is last', () => {
  const row = fc.record({ key: fc.uuid(), label: fc.string(), value: fc.nat(), isRest: fc.boolean() })
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), fc.integer({ min: 1, max: 12 }), (given, most) => {
      const items = paretoItems(given, { most, restLabel: 'x' })
      const total = given.reduce((sum, { value }) => sum + value, 0)
      expect(items.reduce((sum, { value }) => sum + value, 0)).toBe(total)
      expect(items.at(-1)?.cumulative).toBe(total === 0 ? 0 : 1)
      items.forEach(({ cumulative }, index) => {
        expect(cumulative).toBeGreaterThanOrEqual(items[index - 1]?.cumulative ?? 0)
      })
      const isRest = items.map((each) => each.isRest === true)
      expect(isRest).toEqual(isRest.toSorted((a, b) => Number(a) - Number(b)))
    }),
  )
})

test('draws the values as bars and the cumulative shares as a line, the rest in grey', () => {
  const items = paretoItems(rows, { restLabel: '较小类别' })
  const option = paretoOption(items, context)
  expect(valuesOf(option, 0)).toEqual([20, 15, 5, 60])
  expect(valuesOf(option, 1)).toEqual([0.2, 0.35, 0.4, 1])
  expect(stylesOf(option, 0).at(0)).toEqual({ color: palette.series })
  expect(stylesOf(option, 0).at(-1)).toEqual({ color: palette.quiet })
  expect(tooltipAt(option, 1)).toBe('<b>配件</b><br>15 · 15.0%<br>累计占比 35.0%')
  expect(paretoHeight(items)).toBeGreaterThan(4 * 28)
})

test('a name cannot become markup', () => {
  const items = paretoItems([{ key: 'x', label: '<img src=x onerror=alert(1)>', value: 1 }], { restLabel: '' })
  expect(tooltipAt(paretoOption(items, context), 0)).not.toContain('<img')
})

test('without rows there is still a drawing', () => {
  expect(valuesOf(paretoOption([], context), 0)).toEqual([])
})

test('what stands beside an amount takes the place of its share where there is little room', () => {
  const items = paretoItems(rows, { restLabel: '较小类别' })
  const beside = (value: number) => `${value / 10}/千单`
  const figuresAt = (width: number) => {
    const { yAxis } = paretoOption(items, { ...context, width, beside })
    const axis = Array.isArray(yAxis) ? yAxis[1] : undefined
    const formatter: unknown = Reflect.get(axis?.axisLabel ?? {}, 'formatter')
    return typeof formatter === 'function' ? String(Reflect.apply(formatter, undefined, ['', 0])) : null
  }
  expect(figuresAt(1000)).toBe('20 · 20.0% · 2/千单')
  expect(figuresAt(390)).toBe('20 · 2/千单')
  expect(tooltipAt(paretoOption(items, { ...context, beside }), 0)).toContain('2/千单')
})

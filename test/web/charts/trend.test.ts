import { expect, test } from 'vitest'
import { z } from 'zod'
import { axisLabel, inWholeSteps } from '../../../web/src/lib/charts/axis.ts'
import { sharedRange } from '../../../web/src/lib/charts/multiples.ts'
import { needsMore } from '../../../web/src/lib/charts/needs.ts'
import { unbroken } from '../../../web/src/lib/charts/gaps.ts'
import { axisRange, splitBySettled, trendOption, type TrendContext } from '../../../web/src/lib/charts/trend.ts'
import { texts } from '../../../web/src/lib/language/texts.ts'
import { kpi, week } from '../review/kpi-fixture.ts'
import { seriesOf, tooltipAt, valuesOf } from './context.ts'
import { palette } from './palette.ts'

const zhCN = texts('zh-CN')

const context: TrendContext = { grain: 'week', language: 'zh-CN', texts: zhCN, currency: 'CNY', palette, isSmall: false }
const open = { isMature: false }
const running = { isComplete: false, isMature: false }

test('settled periods are solid, the others dashed and tied to their neighbours', () => {
  const figures = [week(0, 1), week(1, 2), week(2, 3, open), week(3, 4), week(4, null), week(5, 6), week(6, 7, running)]
  expect(splitBySettled(figures)).toEqual({
    solid: [1, 2, null, 4, null, 6, null],
    dashed: [null, 2, 3, 4, null, 6, 7],
  })
})

test('a period without a row keeps its place, empty; the figures of the year before stay beside their own', () => {
  const figures = [week(0, 1), week(3, 4), week(4, 5)]
  const option = trendOption({ kpi: kpi(), figures }, context, { figures: [week(-52, 7), null, week(-48, 9)], name: 'x' })
  expect(valuesOf(option, 0)).toEqual([1, null, null, 4, 5])
  expect(valuesOf(option, 3)).toEqual([7, null, null, null, 9])
  const whole = unbroken(figures, 'week')
  expect(whole.from).toEqual([0, null, null, 1, 2])
  expect(whole.figures.map(({ start }) => start)).toEqual([0, 1, 2, 3, 4].map((at) => week(at, 0).start))
  expect(unbroken([], 'month').figures).toEqual([])
})

test('counts start at zero, below it only when they are negative', () => {
  const counts = kpi({ statistic: 'sum', unit: 'count' })
  expect(axisRange({ kpi: counts, figures: [week(0, 400, { target: null }), week(1, 480, { target: null })] }).low).toBe(0)
  const flow = axisRange({ kpi: counts, figures: [week(0, -12, { target: null }), week(1, 30, { target: null })] })
  expect(flow.low).toBeLessThanOrEqual(-12)
  expect(flow.high).toBeGreaterThanOrEqual(30)
})

test('rates may start higher; the axis holds every value and the target, between round labels', () => {
  const range = axisRange({ kpi: kpi(), figures: [week(0, 0.853), week(1, 0.871)] })
  expect(range.low).toBeGreaterThan(0)
  expect(range.low).toBeLessThanOrEqual(0.853)
  expect(range.high).toBeGreaterThanOrEqual(0.9)
  expect((range.high - range.low) / range.step).toBeCloseTo(Math.round((range.high - range.low) / range.step), 9)
})

test.each([
  [0.5, 0.5],
  [0, 0],
  [1, 1],
  [0.001, 0.999],
  [1e-9, 2e-9],
  [123_456, 987_654],
])('the axis of %d and %d has a width and holds both', (a, b) => {
  const range = axisRange({
    kpi: kpi({ unit: 'per_1000' }),
    figures: [week(0, a, { target: null }), week(1, b, { target: null })],
  })
  expect(range.low).toBeLessThanOrEqual(Math.min(a, b))
  expect(range.high).toBeGreaterThanOrEqual(Math.max(a, b))
  expect(range.high).toBeGreaterThan(range.low)
  expect(range.step).toBeGreaterThan(0)
})

test('the chart has a solid, a dashed and a target line over the same periods', () => {
  const figures = [week(0, 0.9), week(1, 0.92), week(2, 0.88, running)]
  const option = trendOption({ kpi: kpi(), figures }, context)
  const lines = option.series
  if (!Array.isArray(lines)) throw new TypeError('three lines are expected')
  expect(lines.map(({ name }) => name)).toEqual([zhCN.chart.settled, zhCN.chart.open, zhCN.chart.target])
  expect(lines[0]).toMatchObject({ data: [0.9, 0.92, null] })
  expect(lines[1]).toMatchObject({
    data: [
      { value: '-', symbolSize: 0 },
      { value: 0.92, symbolSize: 0 },
      { value: 0.88, symbolSize: 6 },
    ],
    lineStyle: { type: [4, 4] },
    itemStyle: { color: palette.surface, borderColor: palette.series },
  })
  expect(lines[2]).toMatchObject({ data: [0.9, 0.9, 0.9], step: 'middle' })
  expect(option).toMatchObject({ animation: false, xAxis: { data: ['2026-01-05', '2026-01-12', '2026-01-19'] } })
})

test('the tooltip says period, value, n, target and what is open, and never lets markup through', () => {
  const hostile = { ...zhCN, table: { ...zhCN.table, median: '<img src=x onerror=1>' } }
  const figures = [week(0, 0.9, { median: 0.8, p90: 0.99, n: 1234, isComplete: false, isMature: false })]
  const option = trendOption({ kpi: kpi({ statistic: 'mean' }), figures }, { ...context, texts: hostile })
  const tooltip = Array.isArray(option.tooltip) ? option.tooltip[0] : option.tooltip
  const formatter = tooltip?.formatter as (points: { dataIndex: number }[]) => string
  const html = formatter([{ dataIndex: 0 }])
  expect(html).toContain('2026年第2周 (1/5–1/11)')
  expect(html).toContain('90.0%')
  expect(html).toContain('n = 1,234')
  expect(html).toContain(zhCN.chart.stateRunning)
  expect(html).toContain('&lt;img src=x onerror=1&gt; 80.0%')
  expect(html).not.toContain('<img')
  expect(formatter([])).toBe('')
})

test('the year before is a thin grey line behind, named above the plot and in the tooltip', () => {
  const figures = [week(0, 0.9), week(1, 0.92)]
  const before = { figures: [null, week(-51, 0.5)], name: '上年同期' }
  const series = { kpi: kpi(), figures }
  const option = trendOption(series, context, before)
  expect(valuesOf(option, 3)).toEqual([null, 0.5])
  expect(seriesOf(option)[3]).toMatchObject({ name: '上年同期', lineStyle: { color: palette.quiet } })
  const { name } = z.object({ name: z.string() }).parse(option.yAxis)
  expect(name).toContain('上年同期')
  expect(tooltipAt(option, 1)).toContain('上年同期 50.0%')
  expect(tooltipAt(option, 0)).not.toContain('上年同期')
  // The axis has room for it.
  expect(option.yAxis).toMatchObject({ min: axisRange(series, 5, [0.5]).low })
  expect(axisRange(series, 5, [0.5]).low).toBeLessThanOrEqual(0.5)
})

test('without a comparison nothing is added', () => {
  const option = trendOption({ kpi: kpi(), figures: [week(0, 0.9)] }, context)
  expect(seriesOf(option)).toHaveLength(3)
  expect(option.yAxis).not.toHaveProperty('name')
})

test('lines come with the small bundle, all else asks for more', () => {
  const lines = trendOption({ kpi: kpi(), figures: [week(0, 0.9)] }, context, { figures: [week(-52, 0.8)], name: 'x' })
  expect(needsMore(lines)).toBe(false)
  expect(needsMore({ ...lines, legend: {} })).toBe(true)
  expect(needsMore({ series: [{ type: 'line' }, { type: 'bar' }] })).toBe(true)
})

test('several trends share an axis that holds all their values and targets', () => {
  const all = [
    { kpi: kpi(), figures: [week(0, 0.95, { target: 0.97 })] },
    { kpi: kpi(), figures: [week(0, 0.61), week(1, null)] },
  ]
  const range = sharedRange(all)
  expect(range.low).toBeLessThanOrEqual(0.61)
  expect(range.high).toBeGreaterThanOrEqual(0.97)
  expect(range.high).toBeLessThanOrEqual(1)
  for (const series of all) {
    expect(trendOption(series, { ...context, range }).yAxis).toMatchObject({ min: range.low, max: range.high })
  }
  const counts = kpi({ statistic: 'sum', unit: 'count' })
  expect(sharedRange([{ kpi: counts, figures: [week(0, 400, { target: null })] }]).low).toBe(0)
})

test('shares that are all complete do not make an axis beyond 100 %', () => {
  expect(axisRange({ kpi: kpi(), figures: [week(0, 1, { target: null })] }).high).toBe(1)
})

test('a period between two without figures is a dot, also where lines have none', () => {
  const small = { ...context, isSmall: true }
  const shown = (values: readonly (number | null)[]) =>
    seriesOf(trendOption({ kpi: kpi(), figures: values.map((value, at) => week(at, value)) }, small))[0]
  const size = z.object({
    showSymbol: z.boolean(),
    symbolSize: z.custom<(value: unknown, at: { dataIndex: number }) => number>(),
  })
  const lone = size.parse(shown([0.9, 0.8, null, 0.7]))
  expect(lone.showSymbol).toBe(true)
  expect([0, 1, 2, 3].map((dataIndex) => lone.symbolSize(null, { dataIndex }))).toEqual([0, 0, 0, 4])
  expect(size.parse(shown([0.9, 0.8, 0.7])).showSymbol).toBe(false)
})

test('an axis of whole counts has no half labels; one of shares or of means keeps them', () => {
  const half = { low: 0, high: 2, step: 0.5 }
  expect(inWholeSteps(half, [1, 2], 'count')).toEqual({ low: 0, high: 2, step: 1 })
  expect(inWholeSteps({ low: 0, high: 0.5, step: 0.5 }, [0], 'count')).toEqual({ low: 0, high: 1, step: 1 })
  expect(inWholeSteps(half, [1, 1.7], 'count')).toBe(half)
  expect(inWholeSteps(half, [1, 2], 'percent')).toBe(half)
})

test('axis labels have no zeros at their end', () => {
  expect([10_000, 15_000, 20_000, 0].map((each) => axisLabel(each, 'count', 'zh-CN', 'CNY'))).toEqual([
    '1万',
    '1.5万',
    '2万',
    '0',
  ])
  expect([500_000, 1_500_000].map((each) => axisLabel(each, 'money', 'en', 'CNY'))).toEqual(['¥500,000', '¥1.5M'])
})

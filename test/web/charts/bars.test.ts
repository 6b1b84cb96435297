import { expect, test } from 'vitest'
import { barsOption, barsRange, type Bar } from '../../../web/src/lib/charts/bars.ts'
import { divergingOption, divergingRange, type DivergingBar } from '../../../web/src/lib/charts/diverging.ts'
import { context, seriesOf, stylesOf, tooltipAt, valuesOf, xAxesOf } from './context.ts'
import { palette } from './palette.ts'

const bars: Bar[] = [
  { label: '华东', value: 0.95, n: 1200, low: 0.93, high: 0.97 },
  { label: '华北', value: 0.8, n: 12, low: 0.5, high: 0.98, meaning: 'worse' },
  { label: '华南', value: null, n: 0 },
]
const rate = { ...context, unit: 'percent' as const }

test('bars begin at zero, dots need not; both hold intervals and target', () => {
  expect(barsRange(bars, { ...rate, mark: 'bar' }).low).toBe(0)
  const range = barsRange(bars, { ...rate, mark: 'dot', target: { value: 0.3, label: '目标' } })
  expect(range.low).toBeLessThanOrEqual(0.3)
  expect(range.high).toBe(1)
})

test('draws values, intervals and the target; few cases are pale, no figure is a gap', () => {
  const option = barsOption(bars, { ...rate, mark: 'bar', target: { value: 0.9, label: '目标 90%' } })
  expect(valuesOf(option, 0)).toEqual([0.95, 0.8, '-'])
  expect(valuesOf(option, 1)).toEqual([
    [0.93, 0.97, 0],
    [0.5, 0.98, 1],
  ])
  expect(valuesOf(option, 2)).toEqual([[0.9]])
  expect(stylesOf(option, 0)[0]).toMatchObject({ color: palette.series, opacity: 1 })
  expect(stylesOf(option, 0)[1]).toMatchObject({ color: palette.worse, opacity: 0.4, borderType: 'dashed' })
  expect(tooltipAt(option, 1)).toBe(
    '<b>华北</b><br>80.0%<br>95% 区间 50.0%–98.0%<br>n = 12<br>目标 90% 90.0%<br>样本少于 30，仅供参考',
  )
  expect(tooltipAt(option, 2)).toContain('无数值')
})

test('few cases are hollow dots', () => {
  const option = barsOption(bars, { ...rate, mark: 'dot' })
  expect(seriesOf(option)).toHaveLength(2)
  expect(stylesOf(option, 0)[1]).toMatchObject({ color: palette.surface, borderColor: palette.worse })
})

test('changes go to both sides of nought, as far to each, in the colour of what they mean', () => {
  const changes: DivergingBar[] = [
    { label: 'a', change: 2.5, meaning: 'better', detail: '1 → 3.5' },
    { label: 'b', change: -7, meaning: 'worse', detail: '9 → 2' },
    { label: 'c', change: null, meaning: 'neutral', detail: '' },
  ]
  const { high } = divergingRange(changes, 3)
  expect(high).toBeGreaterThanOrEqual(7)
  const option = divergingOption(changes, { ...context, unit: 'score' })
  expect(xAxesOf(option)[0]).toMatchObject({ min: -high, max: high })
  expect(valuesOf(option, 0)).toEqual([2.5, -7, '-'])
  expect(stylesOf(option, 0)).toEqual([{ color: palette.better }, { color: palette.worse }, { color: palette.neutral }])
  expect(tooltipAt(option, 1)).toBe('<b>b</b><br>−7.00<br>9 → 2')
})

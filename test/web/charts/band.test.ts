import { expect, test } from 'vitest'
import { bandOption, bandRange, type Band, type BandPoint } from '../../../web/src/lib/charts/band.ts'
import { context, seriesOf, tooltipAt, valuesOf } from './context.ts'

const point = (key: string, value: number | null, more: Partial<BandPoint> = {}): BandPoint => ({
  key,
  label: key,
  title: `期 ${key}`,
  value,
  lower: value === null ? null : value - 1,
  upper: value === null ? null : value + 2,
  isSettled: true,
  details: ['n 7'],
  ...more,
})
const band: Band = {
  points: [point('a', 5), point('b', null), point('c', 7), point('d', 8, { isSettled: false })],
  name: '更换率',
  bandName: '95% 区间',
  fromZero: true,
}

test('the band is the upper edge stacked on the lower one; settled points are solid, the others dashed with their neighbour', () => {
  const option = bandOption(band, context)
  expect(seriesOf(option).map(({ name }) => name)).toEqual(['lower', 'upper', '更换率', '更换率'])
  expect(valuesOf(option, 0)).toEqual([4, null, 6, 7])
  expect(valuesOf(option, 1)).toEqual([3, null, 3, 3])
  expect(valuesOf(option, 2)).toEqual([5, null, 7, null])
  expect(valuesOf(option, 3)).toEqual([null, null, 7, 8])
})

test('the axis holds the band, from zero or near the values', () => {
  expect(bandRange(band)).toMatchObject({ low: 0, high: 10 })
  expect(bandRange({ ...band, fromZero: false }).low).toBeGreaterThan(0)
})

test('the tooltip says value, interval and details, and that a point can still change', () => {
  const option = bandOption(band, context)
  expect(tooltipAt(option, 0)).toContain('95% 区间 4 – 7')
  expect(tooltipAt(option, 0)).toContain('n 7')
  expect(tooltipAt(option, 1)).not.toContain('95% 区间')
  expect(tooltipAt(option, 3)).not.toBe(tooltipAt(option, 2))
})

import { expect, test } from 'vitest'
import { heatmapOption, heatmapRange, hourAt, weekOf } from '../../../web/src/lib/charts/heatmap.ts'
import { context, tooltipAt, valuesOf } from './context.ts'
import { palette } from './palette.ts'

const cells = [
  { weekday: 7, hour: 23, value: 0.9, n: 100 },
  { weekday: 1, hour: 0, value: 0.2, n: 40 },
  { weekday: 3, hour: 9, value: 1, n: 5 },
]
const rate = { ...context, unit: 'percent' as const, meaning: 'worse' as const }

test('all 168 hours, Monday first', () => {
  const week = weekOf(cells)
  expect(week).toHaveLength(168)
  expect(week[0]).toEqual(cells[1])
  expect(week[167]).toEqual(cells[0])
  expect(week[1]).toEqual({ weekday: 1, hour: 1, value: null, n: 0 })
  expect(week.every((cell, index) => cell.weekday === hourAt(index).weekday && cell.hour === hourAt(index).hour)).toBe(true)
})

test('few cases do not stretch the colours', () => {
  expect(heatmapRange(cells)).toEqual({ low: 0.2, high: 0.9 })
  expect(heatmapRange([])).toEqual({ low: 0, high: 1 })
})

test('draws column, row and value; one colour, by meaning', () => {
  const option = heatmapOption(cells, rate)
  const drawn = valuesOf(option, 0)
  expect(drawn[0]).toEqual([0, 0, 0.2])
  expect(drawn[1]).toEqual([1, 0, '-'])
  expect(drawn[167]).toEqual([23, 6, 0.9])
  expect(option.visualMap).toMatchObject({ min: 0.2, max: 0.9, inRange: { color: ['#fff3e6', '#ffbe73', palette.worse] } })
  expect(tooltipAt(option, 2 * 24 + 9)).toBe('<b>周三 9:00–10:00</b><br>100.0%<br>n = 5<br>样本少于 30，仅供参考')
  expect(tooltipAt(option, 1)).toContain('无数值')
})

test('a single value still has a scale', () => {
  const option = heatmapOption([{ weekday: 1, hour: 0, value: 3, n: 3 }], { ...context, meaning: 'neutral' })
  expect(option.visualMap).toMatchObject({ min: 3, max: 4 })
})

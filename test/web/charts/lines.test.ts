import { expect, test } from 'vitest'
import { linesOption, linesRange } from '../../../web/src/lib/charts/lines.ts'
import { palette } from './palette.ts'

const periods = [
  { start: '2026-06-01', isSettled: true, detail: 'n = 12' },
  { start: '2026-07-01', isSettled: true },
  { start: '2026-08-01', isSettled: false },
]
const context = { language: 'zh-CN', palette, width: 800, unit: 'money', currency: 'CNY' } as const
const lines = [
  { label: '均值', values: [10, null, 30] },
  { label: 'P90', values: [20, 40, 50] },
]
const drawn = () => {
  const { series } = linesOption({ periods, grain: 'month', lines }, context)
  if (!Array.isArray(series)) throw new Error('a list of series')
  return series.map(({ name, data }) => [name, data])
}

test('settled periods are a solid line, the others a dashed one that hangs on its neighbour; a gap stays a gap', () => {
  expect(drawn()).toEqual([
    ['均值', [10, null, null]],
    ['均值', [null, null, 30]],
    ['P90', [20, 40, null]],
    ['P90', [null, 40, 50]],
  ])
})

test('the axis begins at nought, or below where corrections make a value negative', () => {
  expect(linesRange(lines).low).toBe(0)
  expect(linesRange([{ label: '', values: [-5, 10] }]).low).toBeLessThanOrEqual(-5)
})

test('the tooltip says every statistic, the n and whether the period can still change', () => {
  const option = linesOption({ periods, grain: 'month', lines }, context)
  const { tooltip } = option
  if (Array.isArray(tooltip) || typeof tooltip?.formatter !== 'function') throw new Error('one tooltip')
  const tell = tooltip.formatter as (points: { dataIndex: number }[]) => string
  expect(tell([{ dataIndex: 0 }])).toBe('<b>2026年6月</b><br>均值 ¥10.0<br>P90 ¥20.0<br>n = 12')
  expect(tell([{ dataIndex: 1 }])).toContain('均值 无数值')
  expect(tell([{ dataIndex: 2 }])).toContain('未结束或未成熟')
})

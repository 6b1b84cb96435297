import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dotsOption, dotsRange, swarm } from '../../../web/src/lib/charts/dots.ts'
import { context, tooltipAt, valuesOf } from './context.ts'

test('alone on the axis; beside one another where values are close', () => {
  expect(swarm([0, 100], 4)).toEqual([0, 0])
  const offsets = swarm([50, 50, 50], 4)
  expect(offsets.map(Math.abs).toSorted((a, b) => a - b)).toEqual([0, 8, 8])
})

test('whatever the values, no two dots overlap', () => {
  const positions = fc.array(fc.double({ min: 0, max: 600, noNaN: true }), { maxLength: 120 })
  fc.assert(
    fc.property(positions, fc.integer({ min: 1, max: 8 }), (given, radius) => {
      const offsets = swarm(given, radius)
      expect(offsets).toHaveLength(given.length)
      for (let a = 0; a < given.length; a += 1) {
        for (let b = 0; b < a; b += 1) {
          const apart = Math.hypot((given[a] ?? 0) - (given[b] ?? 0), (offsets[a] ?? 0) - (offsets[b] ?? 0))
          expect(apart).toBeGreaterThanOrEqual(2 * radius - 1e-3)
        }
      }
    }),
  )
})

const rate = { ...context, unit: 'percent' as const, group: { centre: 0.9, lower: 0.85, upper: 0.95 } }

test('draws each value, the quartiles and the centre; nobody is named', () => {
  const dots = [
    { value: 0.8, n: 200 },
    { value: 1, n: 12 },
  ]
  const option = dotsOption(dots, 200, { ...rate, target: { value: 0.92, label: '目标' } })
  expect(valuesOf(option, 0)).toEqual([[0.85, 0.95]])
  expect(valuesOf(option, 1)).toEqual([
    [0.8, 0],
    [1, 0],
  ])
  expect(valuesOf(option, 2)).toEqual([[0.9], [0.92]])
  expect(tooltipAt(option, 1, 1)).toBe('<b>100.0%</b><br>n = 12<br>样本少于 30，仅供参考')
})

test('shares end at 100 %, and the axis holds every dot', () => {
  const range = dotsRange(
    [
      { value: 1, n: 50 },
      { value: 1, n: 50 },
    ],
    { ...rate, group: { centre: 1, lower: 1, upper: 1 } },
  )
  expect(range.high).toBe(1)
  expect(range.low).toBeLessThan(1)
})

test('a large group keeps within the height', () => {
  const dots = Array.from({ length: 200 }, (_, index) => ({ value: 0.9 + (index % 20) / 1000, n: 100 }))
  const offsets = valuesOf(dotsOption(dots, 220, rate), 1).map((each) => (Array.isArray(each) ? Number(each[1]) : NaN))
  expect(Math.max(...offsets.map(Math.abs))).toBeLessThan(110)
})

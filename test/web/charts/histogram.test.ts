import fc from 'fast-check'
import { expect, test } from 'vitest'
import { histogramBins, histogramOption, stretch } from '../../../web/src/lib/charts/histogram.ts'
import { context, tooltipAt, valuesOf, xAxesOf } from './context.ts'

test('stretches are round, [from, until), and the tail is one', () => {
  const values = [...Array.from({ length: 100 }, (_, index) => index), 5000]
  const bins = histogramBins(values, { most: 10 })
  expect(bins.slice(0, 2)).toEqual([
    { from: 0, until: 10, count: 10 },
    { from: 10, until: 20, count: 10 },
  ])
  expect(bins.at(-1)).toEqual({ from: 100, until: null, count: 1 })
})

test('whatever the values, the counts add up and each value lies in its stretch', () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true })
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), fc.integer({ min: 1, max: 60 }), (values, most) => {
      const bins = histogramBins(values, { most })
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length)
      expect(bins.length).toBeLessThanOrEqual(most + 3)
      bins.forEach(({ from, until }, index) => {
        const next = bins[index + 1]
        if (next !== undefined) expect(until).toBe(next.from)
        else expect(until ?? Infinity).toBeGreaterThan(from)
      })
      const slack = 1e-6 * Math.max(1, ...values.map(Math.abs))
      expect(Math.min(...values)).toBeGreaterThanOrEqual((bins[0]?.from ?? 0) - slack)
    }),
  )
})

test('nothing gives nothing', () => {
  expect(histogramBins([])).toEqual([])
  expect(valuesOf(histogramOption([], [], context), 0)).toEqual([])
})

test('draws each stretch with its count, and the lines at their values', () => {
  const bins = [
    { from: 0, until: 30, count: 60 },
    { from: 30, until: 60, count: 30 },
    { from: 60, until: null, count: 10 },
  ]
  const marks = [
    { value: 25, label: '中位数', kind: 'quantile' as const },
    { value: 60, label: '时限', kind: 'limit' as const },
    { value: 400, label: '图外', kind: 'quantile' as const },
  ]
  const option = histogramOption(bins, marks, { ...context, unit: 'minutes' })
  expect(valuesOf(option, 0)).toEqual([
    [0, 30, 60],
    [30, 60, 30],
    [60, 90, 10],
  ])
  expect(valuesOf(option, 1)).toEqual([[25], [60]])
  expect(xAxesOf(option)[0]).toMatchObject({ min: 0, max: 90 })
  expect(tooltipAt(option, 0)).toBe('<b>0.0 至 30.0（不含）</b><br>60 · 60.0%')
  expect(stretch({ from: 60, until: null, count: 10 }, { ...context, unit: 'minutes', language: 'en' })).toBe('60.0 and more')
})

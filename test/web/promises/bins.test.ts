import { expect, test } from 'vitest'
import { binsBetween, spreadUnit } from '../../../web/src/lib/promises/bins.ts'

test('short times are minutes, longer ones hours, very long ones days — of calendar time only', () => {
  expect(spreadUnit('net', true, 90).unit).toBe('minutes')
  expect(spreadUnit('net', true, 3000).unit).toBe('hours')
  expect(spreadUnit('net', true, 30 * 1440).unit).toBe('days')
  expect(spreadUnit('net', false, 30 * 1440).unit).toBe('hours')
  expect(spreadUnit('share', true, 30 * 1440)).toEqual({ unit: 'percent', size: 1 })
})

test('a limit of 24 hours falls on the edge between two stretches', () => {
  for (const to of [36 * 60, 62.4 * 60, 100 * 60]) {
    const { low, step } = binsBetween(0, to, { unit: 'hours', size: 60 })
    expect((1440 - low) % step).toBe(0)
  }
})

test('the closed stretches hold everything between, the last one is open', () => {
  for (const [from, to] of [
    [0, 3787],
    [-1320, 660],
    [-0.5, 12],
    [0, 0],
  ] as const) {
    const { low, step, last } = binsBetween(from, to, { unit: 'hours', size: 60 })
    expect(low).toBeLessThanOrEqual(from)
    expect(low + last * step).toBeGreaterThan(to)
    expect(last).toBeGreaterThanOrEqual(1)
    expect(last).toBeLessThanOrEqual(42)
  }
})

test('time against the agreed one is cut at it', () => {
  const { low, step } = binsBetween(-1320, 660, { unit: 'hours', size: 60 })
  expect(Math.abs(low % step)).toBe(0)
})

import { expect, test } from 'vitest'
import { drawWeeks } from '../../../web/src/lib/alarms/weeks.ts'

const week = (start: string, observed: number, expected: number) => ({ start, observed, expected })

test('events from nothing at the bottom to the most at the top, the beginning at its week', () => {
  const weeks = [week('2026-03-02', 0, 5), week('2026-03-09', 5, 5), week('2026-03-16', 10, 5)]
  expect(drawWeeks(weeks, '2026-03-16', 106, 26)).toEqual({
    observed: 'M3 23L53 13L103 3',
    expected: 'M3 13L53 13L103 13',
    beganX: 103,
  })
})

test('a beginning outside, one week, no events, no weeks', () => {
  expect(drawWeeks([week('2026-03-02', 1, 1)], '2026-01-05', 100, 20)).toEqual({
    observed: 'M50 3',
    expected: 'M50 3',
    beganX: null,
  })
  expect(drawWeeks([week('2026-03-02', 0, 0)], '2026-03-02', 100, 20).observed).toBe('M50 17')
  expect(drawWeeks([], '2026-03-02', 100, 20)).toEqual({ observed: '', expected: '', beganX: null })
})

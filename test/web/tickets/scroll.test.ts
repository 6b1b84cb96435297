import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentHeight, rowAfterKey, rowsInSight, scrollTopOf, TALLEST, topRow } from '../../../web/src/lib/tickets/scroll.ts'

const few = { total: 1000, rowHeight: 34, height: 600 }
const million = { total: 1_000_000, rowHeight: 34, height: 600 }

test('as long as the browser can hold it a row is as tall as it is drawn', () => {
  expect(contentHeight(few)).toBe(34_000)
  expect(topRow(few, 340)).toBeCloseTo(10, 9)
  expect(rowsInSight(few, 357)).toEqual({ from: 10, until: 29, shift: expect.closeTo(17, 6) as number })
})

test('a million rows stay below the browsers’ limit, and each can be reached', () => {
  expect(contentHeight(million)).toBe(TALLEST)
  expect(rowsInSight(million, 0).from).toBe(0)
  expect(rowsInSight(million, TALLEST - 600).until).toBe(1_000_000)
  expect(rowsInSight(million, (TALLEST - 600) / 2).from).toBeCloseTo(499_991, -1)
})

test('fewer rows than fit stay at the top', () => {
  expect(rowsInSight({ total: 3, rowHeight: 34, height: 600 }, 0)).toEqual({ from: 0, until: 3, shift: 0 })
  expect(scrollTopOf({ total: 3, rowHeight: 34, height: 600 }, 2)).toBe(0)
  expect(rowsInSight({ total: 0, rowHeight: 34, height: 600 }, 0)).toEqual({ from: 0, until: 0, shift: 0 })
})

test('a row put at the top is at the top, wherever that is possible', () => {
  const viewports = fc.record({
    total: fc.integer({ min: 1, max: 2_000_000 }),
    rowHeight: fc.constantFrom(34, 58),
    height: fc.integer({ min: 100, max: 2000 }),
  })
  fc.assert(
    fc.property(viewports, fc.integer({ min: 0, max: 2_000_000 }), (viewport, wanted) => {
      const row = Math.min(wanted, viewport.total - 1)
      const last = Math.max(0, viewport.total - viewport.height / viewport.rowHeight)
      const { from, until } = rowsInSight(viewport, scrollTopOf(viewport, row))
      expect(topRow(viewport, scrollTopOf(viewport, row))).toBeCloseTo(Math.min(row, last), 3)
      expect(from).toBeGreaterThanOrEqual(0)
      expect(until).toBeLessThanOrEqual(viewport.total)
      expect(until - from).toBeLessThanOrEqual(Math.ceil(viewport.height / viewport.rowHeight) + 1)
    }),
  )
})

test('keys move the active row and stop at the ends', () => {
  expect(rowAfterKey('ArrowDown', 5, few)).toBe(6)
  expect(rowAfterKey('ArrowUp', 0, few)).toBe(0)
  expect(rowAfterKey('PageDown', 5, few)).toBe(21)
  expect(rowAfterKey('PageUp', 5, few)).toBe(0)
  expect(rowAfterKey('End', 5, million)).toBe(999_999)
  expect(rowAfterKey('Home', 5, few)).toBe(0)
  expect(rowAfterKey('a', 5, few)).toBeNull()
})

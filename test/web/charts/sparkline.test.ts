import { expect, test } from 'vitest'
import { spark } from '../../../web/src/lib/charts/sparkline.ts'
import { week } from '../review/kpi-fixture.ts'

test('higher values lie higher, the newest settled point is marked, open ones are hollow', () => {
  const drawing = spark([week(0, 1), week(1, 3), week(2, 2, { isMature: false })], 100, 20, 2)
  expect(drawing.solid).toBe('M2 18L50 2')
  expect(drawing.dashed).toBe('M50 2L98 10')
  expect(drawing.hollow).toEqual([{ x: 98, y: 10 }])
  expect(drawing.last).toMatchObject({ x: 50, y: 2 })
})

test('a gap is a gap', () => {
  expect(spark([week(0, 1), week(1, null), week(2, 2), week(3, 1)], 100, 20, 2).solid.match(/M/g)).toHaveLength(1)
})

test('the target is drawn only where the values are', () => {
  expect(spark([week(0, 0.8), week(1, 0.95)], 100, 20).targetY).not.toBeNull()
  expect(spark([week(0, 0.95), week(1, 0.97)], 100, 20).targetY).toBeNull()
})

test('nothing, one point and equal values draw without nonsense', () => {
  expect(spark([], 100, 20)).toMatchObject({ solid: '', last: null })
  expect(spark([week(0, null)], 100, 20)).toMatchObject({ solid: '', last: null })
  expect(spark([week(0, 5)], 100, 20).last).toMatchObject({ x: 50, y: 10 })
  expect(spark([week(0, 5), week(1, 5)], 100, 20, 2).solid).toBe('M2 10L98 10')
})

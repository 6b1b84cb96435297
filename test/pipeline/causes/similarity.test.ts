import fc from 'fast-check'
import { expect, test } from 'vitest'
import { similarity } from '../../../pipeline/causes/labels/similarity.ts'

test.each([
  ['服务态度', '服务态度', 1],
  ['Not fixed first time', 'not_fixed-first  TIME', 1],
  ['态度', '服务态度', 0.75],
  ['配件慢', '态度差', 0],
  ['', '', 0],
  ['差', '态度差', 0],
  // Pairs: 配件 件缺 缺货 against 没有 有配 配件: one of three and three.
  ['配件缺货', '没有配件', (2 / 6 + 1 / 3) / 2],
])('%s and %s', (left, right, expected) => {
  expect(similarity(left, right)).toBeCloseTo(expected, 12)
  expect(similarity(right, left)).toBeCloseTo(expected, 12)
})

test('property: between 0 and 1, the same both ways', () => {
  const label = fc.string({ unit: 'grapheme', maxLength: 12 })
  fc.assert(
    fc.property(label, label, (left, right) => {
      const found = similarity(left, right)
      expect(found).toBeGreaterThanOrEqual(0)
      expect(found).toBeLessThanOrEqual(1)
      expect(similarity(right, left)).toBe(found)
    }),
  )
})

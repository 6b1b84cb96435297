import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeSmallGroups, SMALLEST_GROUP } from '../../../web/src/lib/server/read/technicians.ts'

const row = (slice_value: string, people: number, denominator = people * 10, largest = 10, numerator = denominator / 2) => ({
  slice_value,
  people,
  numerator,
  denominator,
  largest,
})
const told = (rows: Parameters<typeof mergeSmallGroups>[0]) =>
  mergeSmallGroups(rows).groups.map(({ value, people, denominator }) => [value, people, denominator])

test('groups of five and more stand as they are, the largest first', () => {
  expect(told([row('a', 5), row('b', 9)])).toEqual([
    ['b', 9, 90],
    ['a', 5, 50],
  ])
})

test('small groups become one; how many they were is said', () => {
  const rows = [row('a', 9), row('b', 3), row('c', 2)]
  expect(told(rows)).toEqual([
    ['a', 9, 90],
    [null, 5, 50],
  ])
  expect(mergeSmallGroups(rows).merged).toBe(2)
})

test('a merged group that is still too small takes the smallest of the others with it: nobody can be found by subtraction', () => {
  expect(told([row('a', 9), row('b', 6), row('c', 1)])).toEqual([
    ['a', 9, 90],
    [null, 7, 70],
  ])
})

test('one person with more than half of the cases is a group of one', () => {
  expect(told([row('a', 9), row('b', 6, 100, 51)])).toEqual([[null, 15, 190]])
  expect(told([row('a', 9), row('b', 6, 100, 50)])).toEqual([
    ['a', 9, 90],
    ['b', 6, 100],
  ])
})

test('too few people altogether: nothing', () => {
  expect(mergeSmallGroups([row('a', 2), row('b', 2)])).toEqual({ groups: [], merged: 2 })
  expect(mergeSmallGroups([])).toEqual({ groups: [], merged: 0 })
})

test('whatever the groups: nobody below five, nobody with more than half, and either all people or none', () => {
  const group = fc
    .array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 })
    .map((cases) => ({ cases, people: cases.length }))
  fc.assert(
    fc.property(fc.array(group, { maxLength: 12 }), (groups) => {
      const rows = groups.map(({ cases, people }, at) =>
        row(
          String(at),
          people,
          cases.reduce((sum, each) => sum + each, 0),
          Math.max(...cases),
        ),
      )
      const merged = mergeSmallGroups(rows)
      const all = rows.reduce((sum, { people }) => sum + people, 0)
      const shown = merged.groups.reduce((sum, { people }) => sum + people, 0)
      expect([0, all]).toContain(shown)
      for (const { people, value, denominator } of merged.groups) {
        expect(people).toBeGreaterThanOrEqual(SMALLEST_GROUP)
        const largest = value === null ? 0 : (rows.find(({ slice_value }) => slice_value === value)?.largest ?? Infinity)
        expect(largest).toBeLessThanOrEqual(denominator / 2)
      }
    }),
  )
})

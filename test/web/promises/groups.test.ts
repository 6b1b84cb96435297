import { expect, test } from 'vitest'
import type { Link } from '../../../web/src/lib/filters/links.ts'
import { groupFigure } from '../../../web/src/lib/groups/groups.ts'
import { texts } from '../../../web/src/lib/language/texts.ts'

const reader = { language: 'en', texts: texts('en'), sources: {} } as const
const headings = { group: 'Region', low: 'from', high: 'to' }
const href = (value: string): Link => `/cases?region=${value}` as Link

test('the lowest first, groups of few cases last, whatever their share', () => {
  const { bars, hrefs, n } = groupFigure(
    [
      { value: 'east', count: 90, n: 100 },
      { value: 'far', count: 1, n: 5 },
      { value: 'unknown', count: 20, n: 40 },
    ],
    headings,
    reader,
    href,
  )
  expect(bars.map(({ label, value, n }) => [label, value, n])).toEqual([
    ['Unknown', 0.5, 40],
    ['east', 0.9, 100],
    ['far', 0.2, 5],
  ])
  expect(hrefs).toEqual(['/cases?region=unknown', '/cases?region=east', '/cases?region=far'])
  expect(n).toBe(145)
})

test('the bars are the twelve groups with most cases, the table has them all with the way to their cases', () => {
  const groups = Array.from({ length: 15 }, (_, index) => ({ value: `g${index}`, count: 30 + index, n: 100 + index }))
  const { bars, left, table } = groupFigure(groups, headings, reader, href)
  expect(bars).toHaveLength(12)
  expect(bars.map(({ label }) => label)).not.toContain('g0')
  expect(left).toBe(3)
  expect(table.rows).toHaveLength(15)
  expect(table.rows.every(([, value]) => value?.href !== undefined)).toBe(true)
  expect(table.rows[0]?.map(({ raw }) => raw)[0]).toBe('g0')
})

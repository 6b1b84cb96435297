/** The list of what the pages ask stands: every query runs with the parameters given, and has rows. */
import { expect, test } from 'vitest'
import { benchPages } from '../../../pipeline/bench/pages.ts'
import { pageLineOf } from '../../../pipeline/bench/page-result.ts'
import { publishedDemo } from '../../published.ts'

/**
 * The demonstration books everything in the home's currency and records everything; of so few tickets hardly anybody has thirty cases of a KPI
 * in a month, no cost of that month is odd or missing, and every complaint has an answer by its end.
 */
const EMPTY = [
  'complaint_open_ages',
  'cost_finding_tickets',
  'cost_findings',
  'cost_foreign',
  'cost_missing',
  'health_unmeasured',
  'technician_dots',
]

test('every query of the list runs on a published home', { timeout: 240_000 }, async () => {
  const { root } = await publishedDemo('small')
  const results = await benchPages(root, { runs: 5 })
  expect(results.map(({ query }) => query)).toEqual(expect.arrayContaining(['site', 'kpi_filtered', 'kpi_breakdown']))
  const empty = results.filter(({ query, rows }) => rows === 0 && !EMPTY.includes(query))
  expect(empty.map(({ page, query }) => `${page}: ${query}`)).toEqual([])
  for (const { query, p50, p95, rawP50 } of results) {
    expect(p95, query).toBeGreaterThanOrEqual(p50)
    expect(Math.min(p50, rawP50), query).toBeGreaterThan(0)
  }
})

test('a result is a line of a table, with the ratio of the middle runs', () => {
  const result = { page: 'review', query: 'kpi_filtered', rows: 4990, p50: 21.4, p95: 46.2, rawP50: 4.2 }
  expect(pageLineOf(1_000_000, result)).toBe('| 1,000,000 | review | kpi_filtered | 4,990 | 21 | 46 | 4.2 | 5.1 |')
  expect(pageLineOf(null, result)).toBe('| – | review | kpi_filtered | 4,990 | 21 | 46 | 4.2 | 5.1 |')
})

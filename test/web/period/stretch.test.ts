import { describe, expect, test } from 'vitest'
import { parseFilters, type Filters } from '../../../web/src/lib/filters/filters.ts'
import { chooseStretch, isPeriodStart, parseStretch, periodAfter, stretchCases } from '../../../web/src/lib/period/stretch.ts'
import type { Figure } from '../../../web/src/lib/review/series.ts'

function filtersOf(search: string): Filters {
  const given = new URLSearchParams(search)
  const parsed = parseFilters((name) => given.get(name))
  if (!parsed.ok) throw new Error(parsed.wrong)
  return parsed.filters
}
const asked = (search: string) => {
  const given = new URLSearchParams(search)
  return parseStretch((name) => given.get(name), filtersOf(search).grain)
}

/** Months of 2026 from January; of the last two the first can still change and the second is not over. */
const months: Figure[] = Array.from({ length: 8 }, (_, index) => ({
  start: `2026-0${index + 1}-01`,
  end: `2026-0${index + 2}-01`,
  value: 10 + index,
  n: 10,
  mean: null,
  median: null,
  p90: null,
  undecided: 0,
  isComplete: index < 7,
  isMature: index < 6,
  target: null,
}))
const month = filtersOf('grain=month')

describe('periods', () => {
  test.each([
    ['2026-01-31', 'month', false],
    ['2026-02-01', 'month', true],
    ['2026-02-30', 'month', false],
    ['2026-09-21', 'week', true],
    ['2026-09-22', 'week', false],
    ['2026-9-21', 'week', false],
    ["'; drop", 'week', false],
  ] as const)('%s begins a %s: %s', (day, grain, is) => {
    expect(isPeriodStart(day, grain)).toBe(is)
  })
  test('go on over the ends of years, both ways', () => {
    expect(periodAfter('2026-12-01', 'month')).toBe('2027-01-01')
    expect(periodAfter('2026-01-01', 'month', -1)).toBe('2025-12-01')
    expect(periodAfter('2026-12-28', 'week')).toBe('2027-01-04')
  })
})

test('what is no period of the grain, and no range, is refused by name', () => {
  expect(asked('grain=month&period=2026-03-01')).toEqual({ ok: true, asked: { range: 'period', period: '2026-03-01' } })
  expect(asked('grain=week&period=2026-03-01')).toEqual({ ok: false, wrong: 'period=2026-03-01' })
  expect(asked('range=ever')).toEqual({ ok: false, wrong: 'range=ever' })
  expect(asked('range=&period=')).toEqual({ ok: true, asked: { range: 'period', period: null } })
})

describe('the stretch', () => {
  test('is the newest settled period unless another is asked for, against the one before', () => {
    expect(chooseStretch(months, month, { range: 'period', period: null })).toEqual({
      range: 'period',
      since: '2026-06-01',
      until: '2026-07-01',
      certainty: 'settled',
      compared: { since: '2026-05-01', until: '2026-06-01' },
    })
  })
  test('says when its period can still change, and compares none that is not over', () => {
    expect(chooseStretch(months, month, { range: 'period', period: '2026-07-01' })).toMatchObject({ certainty: 'can_change' })
    expect(chooseStretch(months, month, { range: 'period', period: '2026-08-01' })).toMatchObject({
      certainty: 'running',
      compared: null,
    })
  })
  test('compares with nothing before the first figure', () => {
    expect(chooseStretch(months, month, { range: 'period', period: '2026-01-01' })?.compared).toBeNull()
    const year = filtersOf('grain=month&compare=year')
    expect(chooseStretch(months, year, { range: 'period', period: null })?.compared).toBeNull()
    const before = [{ ...(months[5] as Figure), start: '2025-06-01', end: '2025-07-01' }, ...months]
    expect(chooseStretch(before, year, { range: 'period', period: null })?.compared).toEqual({
      since: '2025-06-01',
      until: '2025-07-01',
    })
  })
  test('as a span goes from the first period shown to the newest settled one', () => {
    expect(chooseStretch(months, month, { range: 'span', period: null })).toEqual({
      range: 'span',
      since: '2026-01-01',
      until: '2026-07-01',
      certainty: 'settled',
      compared: null,
    })
  })
  test('is the newest complete period while none is settled, and nothing without figures', () => {
    const open = months.map((each) => ({ ...each, isMature: false }))
    expect(chooseStretch(open, month, { range: 'period', period: null })?.since).toBe('2026-07-01')
    expect(chooseStretch([], month, { range: 'period', period: null })).toBeNull()
  })
  test('keeps a period beyond those that were read, as a copied link asks for it', () => {
    expect(chooseStretch(months, month, { range: 'period', period: '2024-02-01' })).toMatchObject({
      since: '2024-02-01',
      until: '2024-03-01',
      compared: null,
    })
  })
})

test('a link to the cases keeps the filters and drops what is the page’s own; a span says where it ends', () => {
  const search = '?grain=month&region=%E5%8D%8E%E4%B8%9C&level=detail&range=span'
  const stretch = chooseStretch(months, month, { range: 'period', period: null })
  const span = chooseStretch(months, month, { range: 'span', period: null })
  if (stretch === null || span === null) throw new Error('there are figures')
  const one = new URL(stretchCases(search, 'complaints_received', 'month', stretch, { cause_group: 'service' }), 'http://x')
  expect(one.pathname).toBe('/cases')
  expect(Object.fromEntries(one.searchParams)).toEqual({
    grain: 'month',
    region: '华东',
    kpi: 'complaints_received',
    period: '2026-06-01',
    cause_group: 'service',
  })
  expect(new URL(stretchCases(search, 'x', 'month', span), 'http://x').searchParams.get('until')).toBe('2026-07-01')
})

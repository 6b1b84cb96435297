import { expect, test } from 'vitest'
import { activeDimensions, DIMENSIONS, parseFilters, periodsRead, periodsShown } from '../../../web/src/lib/filters/filters.ts'
import { casesLink, pageLink, sameLink, shownPath, ticketLink } from '../../../web/src/lib/filters/links.ts'

const parse = (query: string) => {
  const parameters = new URLSearchParams(query)
  return parseFilters((name) => parameters.get(name))
}
const nothing = Object.fromEntries(DIMENSIONS.map((name) => [name, null]))

test('what the URL does not say is the weekly whole, compared with the period before', () => {
  expect(parse('')).toEqual({
    ok: true,
    filters: { grain: 'week', span: 'year', compare: 'previous', dimensions: nothing },
  })
})

test('dimensions combine, and an empty one is none', () => {
  const parsed = parse('grain=month&region=华东&product_family=&work_kind=C')
  expect(parsed).toMatchObject({ filters: { grain: 'month', dimensions: { ...nothing, region: '华东', work_kind: 'C' } } })
  expect(parsed.ok && activeDimensions(parsed.filters)).toEqual([
    ['region', '华东'],
    ['work_kind', 'C'],
  ])
})

test.each(['grain=day', 'compare=ever', 'span=ever', `region=${'x'.repeat(201)}`])('refuses %s', (query) => {
  expect(parse(query).ok).toBe(false)
})

test('a refusal names the parameter and what it said', () => {
  expect(parse('grain=day')).toEqual({ ok: false, wrong: 'grain=day' })
})

test('a year has 53 weeks, or 25 months with the same one before; a comparison with the year before reads a year more', () => {
  const filters = { grain: 'week', span: 'year', compare: 'previous' } as const
  expect(periodsShown(filters)).toBe(53)
  expect(periodsShown({ ...filters, grain: 'month' })).toBe(25)
  expect(periodsRead(filters)).toBe(53)
  expect(periodsRead({ ...filters, compare: 'year' })).toBe(105)
  expect(periodsRead({ ...filters, grain: 'month', compare: 'year' })).toBe(37)
})

test('a link to another page takes the filters along, and leaves what is the page’s own', () => {
  expect(pageLink('/complaints', '?grain=month&region=华东&kpi=reopen_rate')).toBe(
    '/complaints?grain=month&region=%E5%8D%8E%E4%B8%9C',
  )
  expect(pageLink('/', '?kpi=reopen_rate')).toBe('/')
})

test('a change of the same page keeps everything else', () => {
  expect(sameLink('/', '?grain=month&kpi=reopen_rate', { lang: 'en' })).toBe('/?grain=month&kpi=reopen_rate&lang=en')
  expect(sameLink('/cases', '?grain=month', { grain: null }, 'detail')).toBe('/cases#detail')
})

test('the way to cases says KPI, period and what narrows them; a ticket’s key may hold anything', () => {
  expect(casesLink('?region=华东&span=all', 'reopen_rate', 'week', '2026-09-14', { fault_family: '电源' })).toBe(
    '/cases?span=all&region=%E5%8D%8E%E4%B8%9C&kpi=reopen_rate&grain=week&period=2026-09-14&fault_family=%E7%94%B5%E6%BA%90',
  )
  expect(ticketLink('crm:A/1 #2', '?region=x')).toBe('/tickets/crm%3AA%2F1%20%232?region=x')
})

test('the page that is shown, by its route', () => {
  expect(shownPath('/tickets/[key]', { key: 'crm:A/1' })).toBe('/tickets/crm%3AA%2F1')
  expect(shownPath('/', {})).toBe('/')
  expect(shownPath(null, {})).toBe('/')
})

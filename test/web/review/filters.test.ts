import { expect, test } from 'vitest'
import { parseFilters, periodsShown, reviewWith } from '../../../web/src/lib/review/filters.ts'

const parse = (query: string) => {
  const parameters = new URLSearchParams(query)
  return parseFilters((name) => parameters.get(name))
}

test('what the URL does not say is the weekly whole', () => {
  expect(parse('')).toEqual({ ok: true, filters: { grain: 'week', span: 'year', slice: 'all', sliceValue: 'all' } })
})

test('a slice needs its value', () => {
  expect(parse('grain=month&slice=region&value=华东')).toMatchObject({
    filters: { grain: 'month', slice: 'region', sliceValue: '华东' },
  })
  expect(parse('slice=region&value=')).toMatchObject({ filters: { slice: 'all', sliceValue: 'all' } })
})

test.each(['grain=day', 'slice=technician_id&value=1', 'span=ever', `slice=region&value=${'x'.repeat(201)}`])(
  'refuses %s',
  (query) => {
    expect(parse(query).ok).toBe(false)
  },
)

test('a refusal names the parameter and what it said', () => {
  expect(parse('grain=day')).toEqual({ ok: false, wrong: 'grain=day' })
})

test('a year has 53 weeks, or 25 months with the same one before', () => {
  const filters = { grain: 'week', slice: 'all', sliceValue: 'all', span: 'year' } as const
  expect(periodsShown(filters)).toBe(53)
  expect(periodsShown({ ...filters, grain: 'month' })).toBe(25)
})

test('links keep the other filters', () => {
  expect(reviewWith('?grain=month&slice=region&value=华东', { lang: 'en' })).toBe(
    '/?grain=month&slice=region&value=%E5%8D%8E%E4%B8%9C&lang=en',
  )
  expect(reviewWith('?grain=month', { grain: null })).toBe('/?')
})

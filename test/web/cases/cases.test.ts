import { describe, expect, test } from 'vitest'
import { caseDetail, columnsWorth, ruleOf, ticketNumber, type Case } from '../../../web/src/lib/cases/cases.ts'

test('which cases went wrong follows from what the KPI is', () => {
  expect(ruleOf({ statistic: 'ratio', direction: 'more', unit: 'percent' })).toBe('missing')
  expect(ruleOf({ statistic: 'ratio', direction: 'less', unit: 'percent' })).toBe('present')
  expect(ruleOf({ statistic: 'ratio', direction: 'less', unit: 'per_1000' })).toBe('counted')
  expect(ruleOf({ statistic: 'ratio', direction: 'more', unit: 'per_100' })).toBe('sign')
  expect(ruleOf({ statistic: 'ratio', direction: 'none', unit: 'percent' })).toBe('none')
  expect(ruleOf({ statistic: 'median', direction: 'less', unit: 'minutes' })).toBe('none')
})

describe('a case says what its ticket does not', () => {
  test.each([
    ['ticket', 'a:1', 'a:1', '', null],
    ['ticket', 'ticket:a:1', 'a:1', '', null],
    ['ticket', 'a:1:in', 'a:1', '', null],
    ['ticket', 'a:1:respond:2', 'a:1', '', 2],
    ['complaint', 'complaint:a:TS7', 'a:1', 'TS7', null],
    ['complaint', 'a:TS7:resolve_complaint:1', 'a:1', 'TS7', 1],
    ['complaint', 'a:TS7:out', null, 'TS7', null],
    ['survey', 'a:SV:9', 'a:1', 'SV:9', null],
  ])('%s %s', (subject, id, ticketKey, number, cycle) => {
    expect(caseDetail({ id, ticketKey, subject })).toEqual({ number, cycle })
  })
})

test('a number may hold a colon', () => {
  expect(ticketNumber('helpdesk:2024:7')).toBe('2024:7')
})

test('columns are shown that say something and are not filtered by', () => {
  const one = (dimensions: Case['dimensions']): Case => ({
    id: '',
    subject: 'ticket',
    ticketKey: null,
    bookedOn: '2026-01-01',
    dimensions,
    numerator: 1,
    denominator: null,
    value: null,
    outcome: 'neither',
  })
  const cases = [one({ source: 'a', region: '华东', site: '上海' }), one({ source: 'a', site: '上海' })]
  expect(columnsWorth(cases, new Set(['site']))).toEqual(['region'])
  expect(columnsWorth([...cases, one({ source: 'b' })], new Set())).toEqual(['source', 'site', 'region'])
})

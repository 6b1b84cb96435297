import { expect, test } from 'vitest'
import { formulaOf, matches, stateOf } from '../../../web/src/lib/definitions/catalogue.ts'
import { texts } from '../../../web/src/lib/language/texts.ts'
import type { Definition } from '../../../web/src/lib/server/read/definitions.ts'
import { kpi } from '../review/kpi-fixture.ts'

const en = texts('en')
const zhCN = texts('zh-CN')

const definition: Definition = {
  ...kpi({
    id: 'first_time_fix_rate',
    name: '首次修复率',
    tells: '一次上门就修好',
    numerator: '首次修复',
    denominator: '维修工单',
  }),
  otherName: 'First-time fix',
  isComputed: true,
  hasCases: true,
  target: null,
}

test.each([
  ['', true],
  ['  ', true],
  ['修复', true],
  ['FIRST fix', true],
  ['time_fix', true],
  ['维修工单', true],
  ['fix 上门', true],
  ['fix refund', false],
])('a search for %j: %s', (search, expected) => {
  expect(matches(definition, search)).toBe(expected)
})

test('the formula in words, by statistic', () => {
  const parts = { numerator: 'a', denominator: 'b' }
  expect(formulaOf({ ...parts, statistic: 'ratio' }, en)).toBe('a ÷ b')
  expect(formulaOf({ ...parts, statistic: 'mean' }, zhCN)).toBe('均值：a ÷ b')
  expect(formulaOf({ ...parts, statistic: 'median' }, en)).toContain('median over the cases')
  expect(formulaOf({ numerator: 'a', denominator: null, statistic: 'level' }, zhCN)).toBe('a（期末存量）')
  expect(formulaOf({ numerator: 'a', denominator: null, statistic: 'sum' }, en)).toBe('a, added up over the period')
})

test('without a model, without data, with figures', () => {
  expect(stateOf({ isComputed: false, hasCases: false })).toBe('not_computed')
  expect(stateOf({ isComputed: true, hasCases: false })).toBe('none')
  expect(stateOf({ isComputed: true, hasCases: true })).toBe('figures')
})

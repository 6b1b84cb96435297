/** Rates, currencies, what is expected of a repair, cost centres: what is shipped, how a home changes it, what is refused. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { homePaths } from '../../../contracts/home.ts'
import { budgetKindRows, costCentreRows, expectedCostRows, readCostRules } from '../../../pipeline/reference/cost-rules.ts'
import { currencyRateRows, partPriceRows, rateRows, readRates } from '../../../pipeline/reference/rates.ts'

async function homeWith(files: Readonly<Record<string, string>>) {
  const home = homePaths(await mkdtemp(path.join(tmpdir(), 'rates-')))
  await mkdir(home.reference, { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(home.reference, name), text)
  return home
}
const rates = async (files: Readonly<Record<string, string>>) => readRates(await homeWith(files), 'CNY')

test('nothing is shipped but what a repair is expected to cost', async () => {
  const book = await rates({})
  expect([rateRows(book), partPriceRows(book), currencyRateRows(book), book.usesStandardCost]).toEqual([[], [], [], false])
  const rules = await readCostRules(await homeWith({}))
  expect(expectedCostRows(rules).map(({ component, service_modes }) => [component, service_modes])).toEqual([
    ['labour', ',onsite,workshop,remote,'],
    ['travel', ',onsite,'],
  ])
  expect([costCentreRows(rules), budgetKindRows(rules)]).toEqual([[], []])
})

test('the rates of a home, in their order', async () => {
  const book = await rates({
    'rates.yaml': `
labour:
  - { per_hour: 80, in_force_from: 2025-01-01, in_force_until: 2026-01-01, for: { skill_levels: [高级, 技师], work_kinds: [A] } }
  - { per_hour: 60, in_force_from: 2025-01-01 }
travel: [{ per_km: 0.9, in_force_from: 2025-01-01, for: { regions: [华东], teams: [甲], sources: [a] } }]
parts: [{ part_no: p, per_piece: 6.15, in_force_from: 2025-01-01 }]
unpriced_parts: standard`,
  })
  expect(rateRows(book)).toMatchObject([
    {
      component: 'labour',
      rate_order: 1,
      per_hour: 80,
      in_force_until: '2026-01-01',
      skill_levels: ',高级,技师,',
      work_kinds: ',A,',
    },
    { component: 'labour', rate_order: 2, per_hour: 60, in_force_until: null, skill_levels: null },
    { component: 'travel', rate_order: 1, per_hour: null, per_km: 0.9, regions: ',华东,', teams: ',甲,', sources: ',a,' },
  ])
  expect(partPriceRows(book)).toMatchObject([{ price_order: 1, part_no: 'p', per_piece: 6.15 }])
  expect(book.usesStandardCost).toBe(true)
})

test('a rate of a currency ends where the next one begins, in whatever order they are written', async () => {
  const book = await rates({
    'currency-rates.yaml': `
rates:
  - { currency: USD, rate: 7, in_force_from: 2026-01-01 }
  - { currency: EUR, rate: 7.8, in_force_from: 2025-01-01, in_force_until: 2025-07-01 }
  - { currency: USD, rate: 7.2, in_force_from: 2025-01-01 }`,
  })
  expect(currencyRateRows(book)).toEqual([
    { currency: 'EUR', rate: 7.8, in_force_from: '2025-01-01', in_force_until: '2025-07-01' },
    { currency: 'USD', rate: 7.2, in_force_from: '2025-01-01', in_force_until: '2026-01-01' },
    { currency: 'USD', rate: 7, in_force_from: '2026-01-01', in_force_until: null },
  ])
})

describe('refused', () => {
  test.each([
    ['currency-rates.yaml', 'rates: [{ currency: CNY, rate: 1, in_force_from: 2025-01-01 }]', 'reference.rate_of_home_currency'],
    [
      'currency-rates.yaml',
      'rates: [{ currency: USD, rate: 7, in_force_from: 2025-01-01 }, { currency: USD, rate: 8, in_force_from: 2025-01-01 }]',
      'reference.rate_twice',
    ],
    [
      'currency-rates.yaml',
      'rates: [{ currency: USD, rate: 7, in_force_from: 2025-01-01, in_force_until: 2025-03-02 }, { currency: USD, rate: 8, in_force_from: 2025-03-01 }]',
      'reference.rate_twice',
    ],
    ['currency-rates.yaml', 'rates: [{ currency: usd, rate: 7, in_force_from: 2025-01-01 }]', 'reference.unreadable'],
    ['currency-rates.yaml', 'rates: [{ currency: USD, rate: 0, in_force_from: 2025-01-01 }]', 'reference.unreadable'],
    ['rates.yaml', 'labour: [{ per_hour: -1, in_force_from: 2025-01-01 }]', 'reference.unreadable'],
    ['rates.yaml', 'labour: [{ per_hour: 1, in_force_from: 2025-02-01, in_force_until: 2025-02-01 }]', 'reference.unreadable'],
    ['rates.yaml', 'travel: [{ in_force_from: 2025-01-01 }]', 'reference.unreadable'],
    ['rates.yaml', 'labour: [{ per_hour: 1 }]', 'reference.unreadable'],
  ])('%s %s', async (name, text, code) => {
    await expect(rates({ [name]: text })).rejects.toMatchObject({ code })
  })
  test.each([
    ['expected-costs.yaml', 'expected: [{ component: charge, in_force_from: 2025-01-01 }]'],
    ['cost-centres.yaml', 'cost_centres: [{ cost_centre: "", in_force_from: 2025-01-01 }]'],
    ['cost-centres.yaml', 'kinds: { 人工: wages }'],
  ])('%s %s', async (name, text) => {
    await expect(readCostRules(await homeWith({ [name]: text }))).rejects.toMatchObject({ code: 'reference.unreadable' })
  })
})

test('whose budget an amount is', async () => {
  const rules = await readCostRules(
    await homeWith({
      'cost-centres.yaml': `
cost_centres: [{ cost_centre: SH, in_force_from: 2025-01-01, for: { teams: [上海组], work_kinds: [A, C] } }]
kinds: { 人工: labour }`,
    }),
  )
  expect(costCentreRows(rules)).toMatchObject([{ rule_order: 1, cost_centre: 'SH', teams: ',上海组,', work_kinds: ',A,C,' }])
  expect(budgetKindRows(rules)).toEqual([{ kind: '人工', component: 'labour' }])
})
